import { judgeAnswers, judgeDurableSignIns, judgePromotions, judgeRecovery } from '../judgements/failover.ts';
import { assertionIdsOf, groupsOwedBy, type AssertionId, type Judgement } from '../judgements/judgement.ts';
import { failover } from '../k6/workloads/failover.ts';
import type { OwnAssertionGroup } from '../k6/workloads/index.ts';
import { emptyTimeline } from '../metrics/timeline.ts';
import type { ReportData } from '../report/report-data.ts';
import type { ProbeWrite, RunEvent, RunRecord, TracePoint } from '../run/run-record.ts';
import { unknownScaling } from '../stage/scaling.ts';
import type { TaskEvent } from '../stage/task-events.ts';
import { failoversOf } from '../summary/failovers.ts';
import type { Figures } from '../summary/own-figures.ts';
import type { K6Results } from '../summary/k6-export.ts';
import { summarize } from '../summary/summary.ts';
import { completeVerdicts } from '../summary/verdicts.ts';
import { after, exampleReport, k6, owed, record, timeline } from './example-run.ts';

/** A run in which one assertion failed. @param data What it would be without that, by default a run of `sessions`. */
export function failedReport(id: AssertionId, observed: string, data = exampleReport()): ReportData {
  const assertions = data.summary.assertions.map((assertion) =>
    assertion.id === id ? { ...assertion, passed: false, observed } : assertion,
  );
  return { ...data, summary: { ...data.summary, passed: false, assertions } };
}

/** A run that was interrupted, and whose stage does not answer any more: nothing was measured. */
export function emptyReport(): ReportData {
  const data = exampleReport();
  const summary = summarize({
    record,
    k6: undefined,
    timeline: emptyTimeline,
    scaling: { minTasks: null, peakTasks: null, secondsToDecision: null, secondsToHealthyCapacity: null },
    deployedScaling: unknownScaling,
    assertions: completeVerdicts(owed, [], 'the run was interrupted'),
  });
  return { ...data, summary, timeline: emptyTimeline, scaling: unknownScaling, moments: {} };
}

/** A run of a workload that starts an exam. */
export function examReport(workload: OwnAssertionGroup, figures: Figures): ReportData {
  const data = exampleReport();
  return { ...data, summary: { ...data.summary, workload, figures: { [workload]: figures } } };
}

/** A run that rolls out a revision and loses a zone; all is well. */
export function disruptionsReport(): ReportData {
  const data = exampleReport();
  const [sample] = data.summary.assertions;
  if (!sample) throw new Error('the example has no assertion');
  const own = assertionIdsOf(['rollout', 'zone-loss']).map((id) => ({ ...sample, id, passed: true }));
  const figures = {
    rollout: { secondsToRollOut: 15, requestsFailed: 0 },
    'zone-loss': { secondsToRecover: 14, errorRate: 0.00004 },
  };
  return {
    ...data,
    summary: { ...data.summary, figures, assertions: [...data.summary.assertions, ...own] },
  };
}

const kills = [150, 215, 290];

/** Three failovers of Redis, close enough for their moments to fall together on the time axis. */
export function failoverReport(): ReportData {
  const events = kills.flatMap((second): RunEvent[] => [
    { at: after(second), kind: 'fault', label: 'Redis loses its primary redis-production-dev-001' },
    { at: after(second + 1.5), kind: 'recovery', label: 'redis-production-dev-002 is the primary of Redis' },
    { at: after(second + 9), kind: 'recovery', label: 'Redis is whole again' },
  ]);
  const happened: RunRecord = { ...record, workload: 'failover', events, trace: trace(), probe: probe() };
  const results: K6Results = {
    ...k6,
    answersSaved: 98_000,
    answersKept: 98_000,
    durableSignIns: 5_000,
  };
  const verdicts: Partial<Readonly<Record<AssertionId, Judgement>>> = {
    'failover.promoted': judgePromotions(events, 3),
    'failover.recovery': judgeRecovery(failoversOf(happened), 'emulated'),
    'failover.answers': judgeAnswers(results, 'emulated'),
    'failover.durable': judgeDurableSignIns(results),
  };
  const data = exampleReport();
  const own = completeVerdicts(assertionIdsOf(groupsOwedBy(failover)), data.summary.assertions, '');
  const assertions = own.map((assertion) => ({ ...assertion, ...verdicts[assertion.id] }));
  const summary = summarize({
    record: happened,
    k6: results,
    timeline,
    scaling: data.summary.scaling,
    deployedScaling: data.scaling,
    assertions,
  });
  return {
    ...data,
    summary,
    record: happened,
    previous: {
      startedAt: after(-86_400),
      commit: '0123456789abcdef',
      passed: true,
      summary: {
        ...summary,
        requests: { ...summary.requests, p95Ms: 69.8, total: 325_100 },
        failover: { secondsToRecover: 2.4, sessionsLost: 0, acknowledgedWritesLost: 0 },
      },
    },
  };
}

/** A run in which twenty tasks were killed, one soon after the other. */
export function crowdedReport(): ReportData {
  const data = exampleReport();
  const taskEvents = Array.from({ length: 20 }, (_, index) => index).flatMap((index): TaskEvent[] => [
    { at: after(130 + 13 * index), kind: 'fault', label: `task 0a1b2c${index} is lost: exit code 137` },
    { at: after(137 + 13 * index), kind: 'recovery', label: `task 9f8e7d${index} runs in its place` },
  ]);
  return { ...data, taskEvents };
}

/** k6's counters every two seconds: requests fail for two seconds after each kill. */
function trace(): TracePoint[] {
  const points = Array.from({ length: 220 }, (_, index) => index * 2);
  const failed = (second: number) => kills.filter((kill) => second >= kill + 2).length * 41;
  return points.map((second) => ({
    at: after(second),
    requests: Math.round(736 * second + 90 * Math.sin(second / 9)),
    failed: failed(second),
    sessionsLost: 0,
  }));
}

/** Ten writes a second, which wait for the new primary for a while. */
function probe(): ProbeWrite[] {
  const seconds = Array.from({ length: 4_000 }, (_, index) => index / 10);
  const waiting = (second: number) =>
    kills.map((kill) => kill + 2.1 - second).find((left) => left > 0 && left < 2.1);
  return seconds.map((second) => ({
    startedAt: after(second),
    milliseconds: Math.round(1000 * (waiting(second) ?? 0) + 6 + 3 * Math.sin(second)),
  }));
}
