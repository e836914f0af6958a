/** Lets so many lines of a kind through per second and counts the rest: an outage must not cost more in logs than in requests. */
export class LogLimit {
  private readonly linesPerSecond: number;
  private second = 0;
  private lines = 0;
  private suppressed = 0;

  constructor(linesPerSecond: number) {
    this.linesPerSecond = linesPerSecond;
  }

  /** Calls `write` with the number of lines left out since the last one, or leaves this one out, too. */
  pass(write: (suppressed: number) => void): void {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.second) {
      this.second = second;
      this.lines = 0;
    }
    this.lines += 1;
    if (this.lines > this.linesPerSecond) {
      this.suppressed += 1;
      return;
    }
    write(this.suppressed);
    this.suppressed = 0;
  }
}
