import { storeBlocks, storeOf } from './store-blocks.ts';

const at = (time: string) => Date.parse(`2026-11-25T12:${time}Z`);

/** Students come from 12:00:10 to 12:02:10 and leave from 12:11:10 on. */
const blocks = storeBlocks(at('00:10'), 120, 540);

describe('the blocks of a comparison', () => {
  it('are whole minutes of the same length, the first of which sees the last student arrive', () => {
    expect(blocks).toEqual([
      { sessions: 'in both', start: at('02:00'), end: at('05:00') },
      { sessions: 'redis', start: at('05:00'), end: at('08:00') },
      { sessions: 'postgresql', start: at('08:00'), end: at('11:00') },
    ]);
  });

  it('count the whole hold where it begins with a minute', () => {
    expect(storeBlocks(at('00:00'), 120, 540)[0]?.start).toBe(at('01:00'));
  });

  it.each([
    ['while students arrive', '01:00', 'redis', 'postgresql'],
    ['in the first', '04:59', 'redis', 'postgresql'],
    ['in the second', '05:00', 'redis', 'redis'],
    ['in the third', '08:00', 'postgresql', 'postgresql'],
    ['after the last', '11:10', 'postgresql', 'postgresql'],
  ])('tell %s where each student has the session', (_when, time, even, odd) => {
    expect(storeOf(blocks, 4, at(time))).toBe(even);
    expect(storeOf(blocks, 5, at(time))).toBe(odd);
  });
});
