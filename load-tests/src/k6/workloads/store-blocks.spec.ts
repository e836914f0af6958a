import { storeBlocks, storeOf } from './store-blocks.ts';

const at = (time: string) => Date.parse(`2026-11-25T12:${time}Z`);

/** Students come from 12:00:10 to 12:02:10 and leave from 12:12:10 on. */
const blocks = storeBlocks(at('00:10'), 120, 600);

describe('the blocks of a comparison', () => {
  it('are whole minutes of the same length within the hold', () => {
    expect(blocks).toEqual([
      { sessions: 'in both', start: at('03:00'), end: at('06:00') },
      { sessions: 'redis', start: at('06:00'), end: at('09:00') },
      { sessions: 'postgresql', start: at('09:00'), end: at('12:00') },
    ]);
  });

  it('begin with the hold where that is a whole minute', () => {
    expect(storeBlocks(at('00:00'), 120, 600)[0]?.start).toBe(at('02:00'));
  });

  it.each([
    ['while students arrive', '01:00', 'redis', 'postgresql'],
    ['in the first', '05:59', 'redis', 'postgresql'],
    ['in the second', '06:00', 'redis', 'redis'],
    ['in the third', '09:00', 'postgresql', 'postgresql'],
    ['after the last', '12:10', 'postgresql', 'postgresql'],
  ])('tell %s where each student has the session', (_when, time, even, odd) => {
    expect(storeOf(blocks, 4, at(time))).toBe(even);
    expect(storeOf(blocks, 5, at(time))).toBe(odd);
  });
});
