import { emptyTimeline, type Timeline } from '../metrics/timeline.ts';
import type { Series } from '../metrics/series.ts';
import type { ReportData } from '../report/report-data.ts';
import type { RunRecord } from '../run/run-record.ts';
import type { Capacity } from '../stage/service.ts';
import type { Scaling } from '../stage/scaling.ts';
import { assertionIdsOf, groupsOwedBy } from '../judgements/judgement.ts';
import { sessions } from '../k6/workloads/sessions.ts';
import { parseK6Export, type K6Results } from '../summary/k6-export.ts';
import { scalingMoments, scalingTimes } from '../summary/scaling-times.ts';
import { summarize } from '../summary/summary.ts';
import { completeVerdicts } from '../summary/verdicts.ts';

/** A run of 10,000 students as it should be: eight minutes, two tasks that become four. */
export const startedAt = new Date('2026-11-23T20:00:20Z');

/** The start of the run's `minute`th minute in CloudWatch. */
export const minute = (index: number): Date => new Date(Date.UTC(2026, 10, 23, 20, index));

export const after = (seconds: number): Date => new Date(startedAt.getTime() + seconds * 1000);

/** One value a minute from the run's first minute on. */
export const perMinute = (...values: readonly number[]): Series =>
  values.map((value, index) => ({ at: minute(index), value }));

export const timeline: Timeline = {
  ...emptyTimeline,
  requests: perMinute(6_100, 32_000, 49_400, 50_100, 49_900, 50_000, 50_050, 38_000),
  loadBalancerErrors: perMinute(0, 0, 0, 0, 6, 0, 0, 0),
  targetErrors: perMinute(0, 0, 3, 0, 0, 0, 0, 0),
  responseP50Seconds: perMinute(0.002, 0.003, 0.006, 0.007, 0.007, 0.006, 0.003, 0.003),
  responseP95Seconds: perMinute(0.009, 0.021, 0.084, 0.097, 0.092, 0.071, 0.022, 0.018),
  responseP99Seconds: perMinute(0.02, 0.055, 0.18, 0.21, 0.2, 0.16, 0.055, 0.041),
  healthyTargets: perMinute(2, 2, 2, 2, 2, 4, 4, 4),
  desiredTasks: perMinute(2, 2, 2, 2, 4, 4, 4, 4),
  runningTasks: perMinute(2, 2, 2, 2, 3, 4, 4, 4),
  cpuPercent: perMinute(12, 48, 82, 86, 84, 63, 44, 36),
  memoryPercent: perMinute(19, 22, 24, 25, 25, 24, 23, 23),
  redisItems: perMinute(1, 4_201, 9_801, 10_001, 10_001, 10_001, 10_001, 10_001),
  redisBytes: perMinute(
    2_000_000,
    3_700_000,
    5_950_000,
    6_000_000,
    6_000_000,
    6_000_000,
    6_000_000,
    6_000_000,
  ),
  redisHits: perMinute(4_800, 28_000, 49_000, 50_000, 49_900, 50_000, 50_000, 38_000),
  redisMisses: perMinute(0, 0, 10, 0, 0, 0, 0, 0),
  redisConnections: perMinute(6, 6, 6, 6, 10, 10, 10, 10),
  redisEngineCpuPercent: perMinute(1, 3.1, 4.8, 5, 5, 5, 4.9, 4.1),
  sessionP50Ms: perMinute(0.5, 0.6, 0.8, 0.9, 0.9, 0.8, 0.6, 0.6),
  sessionP99Ms: perMinute(2.4, 4.1, 8.7, 9.6, 9.1, 7.5, 4, 3.2),
  sessionErrors: perMinute(0, 0, 0, 0, 0, 0, 0, 0),
  fileSystemConnections: perMinute(2, 2, 2, 2, 3, 4, 4, 4),
  fileSystemBytesRead: perMinute(5e6, 2e7, 4e7, 4e7, 4e7, 4e7, 4e7, 2e7),
};

export const scaling: Scaling = {
  minTasks: 2,
  maxTasks: 6,
  suspended: [],
  policies: [
    {
      name: 'cpu-target',
      tracks: 'cpu',
      targetPercent: 60,
      cooldowns: { out: 60, in: 300 },
      alarmStates: {
        'TargetTracking-service/c/s-AlarmHigh-1': 'OK',
        'TargetTracking-service/c/s-AlarmLow-1': 'OK',
      },
    },
    {
      name: 'memory-target',
      tracks: 'memory',
      targetPercent: 75,
      cooldowns: { out: 60, in: 300 },
      alarmStates: { 'TargetTracking-service/c/s-AlarmHigh-2': 'OK' },
    },
  ],
  fullPeriods: [],
  activities: [
    {
      startedAt: after(286),
      cause:
        'monitor alarm TargetTracking-service/c/s-AlarmHigh-1 in state ALARM triggered policy cpu-target',
      description: 'Setting desired count to 4.',
      status: 'Successful',
    },
  ],
};

const at = (seconds: number, desired: number, healthy: number): Capacity => ({
  at: after(seconds),
  desired,
  running: healthy,
  healthy,
});

export const capacity: readonly Capacity[] = [
  at(2, 2, 2),
  at(284, 2, 2),
  at(288, 4, 2),
  at(296, 4, 3),
  at(301, 4, 4),
];

export const record: RunRecord = {
  stage: 'local',
  environmentSuffix: 'dev',
  commit: '201f8cf0a1b2c3d4e5f60718293a4b5c6d7e8f90',
  workload: 'sessions',
  sessions: 10_000,
  startedAt,
  endedAt: after(442),
  taskCpuUnits: 256,
  peakSessions: 10_000,
  loadGenerator: { peakRssMiB: 2_480, cpuCores: 0.41, idleCpuPercent: 22.5, gogc: 150 },
  steady: {
    k6: { p50Ms: 4.1, p95Ms: 66.2, p99Ms: 158.3 },
    witness: { requests: 2_990, failed: 1, p50Ms: 3.6, p95Ms: 41.7, p99Ms: 120.4 },
  },
  capacity,
  events: [],
  trace: [],
  probe: [],
  outputs: {
    url: 'https://127.0.0.1:8443',
    awsEndpoint: 'http://127.0.0.1:14566',
    region: 'sa-east-1',
    clusterName: 'ecs-cluster-production-dev',
    serviceName: 'ecs-service-production-dev',
    loadBalancerDnsName: 'alb-production-dev-1234567890.sa-east-1.elb.amazonaws.com',
    loadBalancerFullName: 'app/alb-production-dev/50dc6c495c0c9188',
    targetGroupFullName: 'targetgroup/tg-production-dev/73e2d6bc24d8a067',
    replicationGroupId: 'redis-production-dev',
    fileSystemId: 'fs-0123456789abcdef0',
    logGroupName: '/ecs/lms-production-dev',
    vpcId: 'vpc-0123456789abcdef0',
    terraformVersion: '1.11.4',
    awsProviderVersion: '6.25.0',
  },
};

/** k6's export of such a run, as far as it is read. */
export const k6Export = {
  metrics: {
    http_reqs: { type: 'counter', values: { count: 325_550, rate: 736.5 } },
    http_req_failed: {
      type: 'rate',
      values: { rate: 9 / 325_550, passes: 9, fails: 325_541 },
      thresholds: { 'rate<=0.001': { ok: true } },
    },
    http_req_duration: { type: 'trend', values: { count: 325_550, med: 4.2, 'p(95)': 71.3, 'p(99)': 164.8 } },
    sessions_kept: {
      type: 'rate',
      values: { rate: 1, passes: 315_550, fails: 0 },
      thresholds: { 'rate==1': { ok: true } },
    },
    sign_ins: { type: 'counter', values: { count: 10_000 }, thresholds: { 'count>=10000': { ok: true } } },
    sessions_lost: { type: 'counter', values: { count: 0 } },
    answers_saved: { type: 'counter', values: { count: 98_000 }, thresholds: { 'count>0': { ok: true } } },
  },
};

export const k6: K6Results = parseK6Export(JSON.stringify(k6Export));

/** What the workload `sessions` owes. */
export const owed = assertionIdsOf(groupsOwedBy(sessions));

/** Everything a report is made of, with every assertion passed. */
export function exampleReport(): ReportData {
  const moments = scalingMoments(timeline, scaling, capacity);
  const assertions = completeVerdicts(owed, [], '').map((assertion) => ({
    ...assertion,
    passed: true,
    expected: 'what the deployed system should do',
    observed: 'what the deployed system did',
  }));
  const summary = summarize({
    record,
    k6,
    timeline,
    scaling: scalingTimes(timeline, moments),
    deployedScaling: scaling,
    assertions,
  });
  return { summary, record, phases: sessions.phases('emulated'), timeline, scaling, moments, taskEvents: [] };
}
