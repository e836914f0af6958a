import { after, k6, record } from '../testing/example-run.ts';
import { failoverFigures, failoversOf } from './failovers.ts';

/** Sessions written ten times a second, each acknowledged at once, but for those begun in an outage. */
function probe(outages: readonly { readonly from: number; readonly to: number }[], held: boolean) {
  return Array.from({ length: 3_000 }, (_, index) => {
    const at = index / 10;
    const outage = outages.find(({ from, to }) => at >= from && at < to);
    const milliseconds = outage ? (held ? (outage.to - at) * 1000 : undefined) : 0;
    return { startedAt: after(at), milliseconds };
  });
}

const outages = [
  { from: 100.5, to: 102 },
  { from: 200.2, to: 203.5 },
];
const fault = (seconds: number) => ({
  at: after(seconds),
  kind: 'fault' as const,
  label: 'a primary is lost',
});
const point = (seconds: number, failed: number, sessionsLost = 0) => ({
  at: after(seconds),
  requests: 800 * seconds,
  failed,
  sessionsLost,
});

const run = {
  ...record,
  endedAt: after(300),
  events: [fault(100), { ...fault(102), kind: 'recovery' as const }, fault(200)],
  probe: probe(outages, true),
  trace: [point(98, 2), point(102, 5), point(150, 9), point(199, 9), point(202, 10), point(298, 10, 2)],
};

const seconds = (happenings: typeof run) =>
  failoversOf(happenings).map(({ secondsToRecover }) => secondsToRecover?.toFixed(1));

describe('a failover', () => {
  it('lasts as long as no session is acknowledged, wherever in it the primary died', () => {
    expect(seconds(run)).toEqual(['1.6', '3.4']);
  });

  it('lasts as long when the LMS refuses instead of waiting', () => {
    expect(seconds({ ...run, probe: probe(outages, false) })).toEqual(['1.6', '3.4']);
  });

  it('never ends when no session is acknowledged any more', () => {
    expect(seconds({ ...run, probe: probe([{ from: 200, to: 300 }], false) })).toEqual(['0.1', undefined]);
  });

  it('lasts until the end of the load when a last session was acknowledged before the primary died', () => {
    expect(seconds({ ...run, probe: probe([{ from: 200.5, to: 300 }], false) })).toEqual(['0.1', '99.5']);
  });

  it('is told which requests failed until the next one', () => {
    expect(failoversOf(run).map(({ failedRequests }) => failedRequests)).toEqual([7, 1]);
  });
});

describe('the figures of failover', () => {
  it('are the worst of all failovers', () => {
    const lossy = { ...k6, sessionsLost: 3, durableSessionsLost: 1, answersLost: 2 };
    expect(failoverFigures(run, lossy)).toEqual({
      secondsToRecover: expect.closeTo(3.4, 5),
      sessionsLost: 3,
      acknowledgedWritesLost: 3,
      otherSignInsLost: 2,
      each: [
        { secondsToRecover: expect.closeTo(1.6, 5), requestsFailed: 7, sessionsLost: 0 },
        { secondsToRecover: expect.closeTo(3.4, 5), requestsFailed: 1, sessionsLost: 2 },
      ],
    });
  });

  it('are null where nothing was measured', () => {
    expect(failoverFigures({ ...run, events: [] }, undefined)).toEqual({
      secondsToRecover: null,
      sessionsLost: null,
      acknowledgedWritesLost: null,
      otherSignInsLost: null,
      each: [],
    });
  });
});
