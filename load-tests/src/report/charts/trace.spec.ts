import { after } from '../../testing/example-run.ts';
import { perSecond, slowestWrites } from './trace.ts';

const seen = (second: number, requests: number, failed: number) => ({
  at: after(second),
  requests,
  failed,
  sessionsLost: 0,
});

describe("the trace of k6's counters", () => {
  it('becomes rates between each two looks', () => {
    const trace = [seen(0, 0, 0), seen(2, 1000, 0), seen(6, 3000, 8)];
    expect(perSecond(trace, 'requests').map(({ value }) => value)).toEqual([500, 500]);
    expect(perSecond(trace, 'failed')).toEqual([
      { at: after(2), value: 0 },
      { at: after(6), value: 2 },
    ]);
  });

  it('has no rate of one look, or of two at the same moment', () => {
    expect(perSecond([seen(0, 5, 0)], 'requests')).toEqual([]);
    expect(perSecond([seen(0, 5, 0), seen(0, 9, 0)], 'requests')).toEqual([]);
  });
});

describe("the probe's writes", () => {
  it('become the slowest of every two seconds, without those that were not acknowledged', () => {
    const writes = [
      { startedAt: after(0), milliseconds: 5 },
      { startedAt: after(1.9), milliseconds: 9 },
      { startedAt: after(2.1), milliseconds: 7 },
      { startedAt: after(4) },
    ];
    expect(slowestWrites(writes)).toEqual([
      { at: after(0), value: 9 },
      { at: after(2), value: 7 },
    ]);
  });
});
