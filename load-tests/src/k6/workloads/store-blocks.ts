/** Where the LMS can keep a session. */
export type SessionStoreName = 'redis' | 'postgresql';

/** A span of a run in which students have their sessions in the same way: half of them in each store, or all in one. */
export interface StoreBlock {
  readonly sessions: 'in both' | SessionStoreName;
  /** Milliseconds since 1970, a whole minute: CloudWatch's periods. */
  readonly start: number;
  readonly end: number;
}

const MINUTE_MS = 60_000;

/**
 * The blocks of a run, one after the other and of the same length. The last students arrive in the first minute of the first
 * block, which is not counted; all others are within the time that all students are there.
 *
 * @param startedAt When the first student came, in milliseconds since 1970.
 */
export function storeBlocks(startedAt: number, rampSeconds: number, holdSeconds: number): StoreBlock[] {
  const firstCounted = Math.ceil((startedAt + rampSeconds * 1000) / MINUTE_MS) * MINUTE_MS;
  const first = firstCounted - MINUTE_MS;
  const length = Math.floor((holdSeconds * 1000) / 3 / MINUTE_MS) * MINUTE_MS;
  return [
    { sessions: 'in both', start: first, end: first + length },
    { sessions: 'redis', start: first + length, end: first + 2 * length },
    { sessions: 'postgresql', start: first + 2 * length, end: first + 3 * length },
  ];
}

/** Where the `index`th student (from 0) has the session at a moment; before the first block and after the last as in them. */
export function storeOf(blocks: readonly StoreBlock[], index: number, now: number): SessionStoreName {
  const block = blocks.find(({ end }) => now < end) ?? blocks[blocks.length - 1];
  if (!block || block.sessions === 'in both') return index % 2 === 0 ? 'redis' : 'postgresql';
  return block.sessions;
}
