import type { OwnAssertionGroup, Workload } from '../k6/workloads/index.ts';

/** What an assertion expected of the deployed system and what it observed. */
export interface Judgement {
  readonly passed: boolean;
  readonly expected: string;
  readonly observed: string;
}

/** Of every workload. */
const commonGroups = ['load', 'scaling', 'redis', 'service'] as const;

/** The questions that a run answers: each is a file of assertions. */
export type AssertionGroup = (typeof commonGroups)[number] | OwnAssertionGroup;

/** Every assertion's id by its group, with the sentence that the report shows. */
const catalogue = {
  load: {
    'load.sessions': 'All students are signed in at once and none loses the session',
    'load.errors': 'Almost no request fails',
    'load.thresholds': 'Every threshold of k6 holds, each on samples',
    'load.generator': 'The load generator is not what students wait for',
  },
  scaling: {
    'scaling.out': 'Tasks are added under load and become healthy',
    'scaling.cpu': 'High CPU makes the CPU policy add tasks',
    'scaling.memory': 'The memory policy watches, and acts only above its target',
    'scaling.cooldowns': 'Cooldowns hold back neither growing load nor let capacity flap',
  },
  redis: {
    'redis.sessions': 'Redis holds a session of every student',
    'redis.hits': 'Sessions are found in Redis',
    'redis.encryption': 'Redis is encrypted in transit and at rest',
    'redis.replicas': 'Redis has replicas in other zones that may take over',
  },
  service: {
    'ecs.stable': 'The service is stable and lost no task',
    'ecs.zones': 'Tasks are spread over the zones',
    'efs.mounted': 'Every task mounts the course content, encrypted',
    'secret.injected': 'The database credentials come from Secrets Manager and work',
    'logs.arrive': 'Every task writes to the log group',
  },
  failover: {
    'failover.promoted': 'A replica takes the place of each primary that is lost',
    'failover.recovery': 'Sessions can be written again soon after the primary is lost',
    'failover.answers': 'No answer that a student was told is saved is lost',
    'failover.durable': 'No sign-in is lost that waited for a replica',
  },
  'scale-in': {
    'scale-in.tasks': 'Target tracking takes tasks away when the load is gone',
    'scale-in.errors': 'No request fails while tasks are taken away',
  },
  memory: {
    'memory.decision': 'High memory makes the memory policy add tasks',
    'memory.cpu': 'It was not CPU that added them',
    'memory.relief': 'More tasks hold less memory each',
  },
  'session-stores': {
    'session-stores.kept': 'Sessions are kept in Redis and in PostgreSQL',
    'session-stores.samples': 'Both stores are measured at the same time',
    'session-stores.faster': 'Session work is faster in Redis than in PostgreSQL',
    'session-stores.cpu': 'The CPU for sessions in either store is measured',
  },
  'exam-start': {
    'exam-start.errors': 'Almost no request fails when everybody starts the exam at once',
    'exam-start.capacity': 'Scheduled capacity is healthy before the exam starts',
    'exam-start.cost': 'Scheduled capacity costs little more than an ideal allocation',
  },
  'exam-start-burst': {
    'exam-start-burst.healthy':
      'The burst policy adds healthy tasks soon after an exam that nobody announced has filled the others',
  },
  'exam-start-unprepared': {
    'exam-start-unprepared.baseline':
      'An exam that nobody announced finds the fewest tasks, and no burst policy',
  },
  'task-loss': {
    'task-loss.killed': 'Tasks that are killed are replaced',
  },
  'task-stop': {
    'task-stop.stopped': 'Tasks that are stopped are replaced, and no request fails',
  },
  rollout: {
    'rollout.completed': 'A new revision is rolled out under load',
    'rollout.requests': 'No request fails while it is rolled out',
  },
  'bad-rollout': {
    'bad-rollout.rolled-back': 'A revision that cannot work is taken back',
    'bad-rollout.requests': 'Almost no request fails meanwhile',
  },
  'zone-loss': {
    'zone-loss.errors': 'Almost no request is answered with an error after a zone is lost',
    'zone-loss.tasks': 'The other zones take over its tasks',
    'zone-loss.redis': 'Another zone takes over the primary of Redis',
  },
} as const satisfies Readonly<Record<AssertionGroup, Readonly<Record<string, string>>>>;

type Catalogue = typeof catalogue;

export type AssertionId = { [Group in AssertionGroup]: keyof Catalogue[Group] }[AssertionGroup];

export const assertionNames: Readonly<Record<AssertionId, string>> = Object.assign(
  {},
  ...Object.values(catalogue),
);

/** @param workload undefined for one of the past, which is not known any more */
export function groupsOwedBy(workload: Pick<Workload, 'proves'> | undefined): AssertionGroup[] {
  return [...commonGroups, ...(workload?.proves ?? [])];
}

/** In the catalogue's order. */
export function assertionIdsOf(groups: readonly AssertionGroup[]): AssertionId[] {
  return groups.flatMap((group) => Object.keys(catalogue[group]) as AssertionId[]);
}

/** What an evaluator says when the metric that it rests on has no datapoint: never a pass. */
export function noDatapoints(expected: string, what: string): Judgement {
  return { passed: false, expected, observed: `CloudWatch holds no datapoint of ${what}` };
}

const numberFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** A number for people: `10,000`, `0.03`. */
export function count(value: number): string {
  return numberFormat.format(value);
}

/** A share from 0 to 1 for people: `0.1 %`. */
export function percent(share: number): string {
  return `${new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 }).format(share * 100)} %`;
}
