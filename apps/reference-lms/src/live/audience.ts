/** Longer than it takes a student to ask again, and shorter than a period of any metric. */
const spareMs = 2_000;

export interface AudienceOptions {
  /** Memory that the boards of all students may take together. */
  readonly memoryMiB: number;

  /** Memory of each student's board. @default 288 */
  readonly boardKiB?: number;

  /** How long a student waits for news. @default 25000 */
  readonly waitMs?: number;
}

/**
 * The students who follow a lecture live on this task. The task keeps a whiteboard for each of them while they wait for
 * news, so its memory follows their number and its CPU does not. Nobody draws in the reference LMS: there is never news.
 */
export class Audience {
  private readonly seats: number;
  private readonly boardBytes: number;
  private readonly waitMs: number;
  private readonly taken = new Map<string, Seat>();
  /** Left a moment ago. Who has waited asks again at once: memory that is given back and taken again costs CPU for each page. */
  private readonly spare = new Set<ArrayBuffer>();
  private dismissed = false;

  constructor({ memoryMiB, boardKiB = 288, waitMs = 25_000 }: AudienceOptions) {
    this.seats = Math.floor((memoryMiB * 1024) / boardKiB);
    this.boardBytes = boardKiB * 1024;
    this.waitMs = waitMs;
  }

  /**
   * A student has one seat: who takes another one leaves the first.
   *
   * @returns undefined when the memory is taken: one student more might cost all of them the task
   */
  takeSeat(student: string): Seat | undefined {
    this.taken.get(student)?.leave();
    if (this.taken.size >= this.seats) return undefined;
    const board = this.takeBoard();
    const seat = new Seat(this.dismissed ? 0 : this.waitMs, () => {
      if (this.taken.get(student) === seat) this.taken.delete(student);
      this.keepForAMoment(board);
    });
    this.taken.set(student, seat);
    return seat;
  }

  /** Sends everybody to another task, as whoever comes from now on: this one is about to end. */
  dismiss(): void {
    this.dismissed = true;
    for (const seat of [...this.taken.values()]) seat.leave();
  }

  private takeBoard(): ArrayBuffer {
    const [spare] = this.spare;
    if (spare) {
      this.spare.delete(spare);
      return spare;
    }
    // Resizable, so that its memory can be given back to the system, instead of being collected some time later.
    const board = new ArrayBuffer(this.boardBytes, { maxByteLength: this.boardBytes });
    // Memory that nobody has written to is not taken yet.
    new Uint8Array(board).fill(1);
    return board;
  }

  private keepForAMoment(board: ArrayBuffer): void {
    this.spare.add(board);
    setTimeout(() => {
      if (this.spare.delete(board)) board.resize(0);
    }, spareMs).unref();
  }
}

/** One student's wait for news. */
export class Seat {
  /** Resolves when the student has waited long enough, or has left. */
  readonly over: Promise<void>;

  private readonly timer: NodeJS.Timeout;
  private resolve!: () => void;
  private left = false;
  private readonly onLeave: () => void;

  /** @param onLeave Called once, as soon as the seat is free. */
  constructor(waitMs: number, onLeave: () => void) {
    this.onLeave = onLeave;
    this.over = new Promise((resolve) => (this.resolve = resolve));
    this.timer = setTimeout(() => this.leave(), waitMs);
  }

  leave(): void {
    if (this.left) return;
    this.left = true;
    clearTimeout(this.timer);
    this.onLeave();
    this.resolve();
  }
}
