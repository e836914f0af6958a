/** What an assertion expected of the deployed system and what it observed. */
export interface Judgement {
  readonly passed: boolean;
  readonly expected: string;
  readonly observed: string;
}

/** Every assertion's id, with the sentence that the report shows. */
export const assertionNames = {
  'load.sessions': 'All students are signed in at once and none loses the session',
  'load.errors': 'Almost no request fails',
  'load.thresholds': 'Every threshold of k6 holds, each on samples',
  'scaling.out': 'Tasks are added under load and become healthy',
  'scaling.cpu': 'High CPU makes the CPU policy add tasks',
  'scaling.memory': 'The memory policy watches, and acts only above its target',
  'redis.sessions': 'Redis holds a session of every student',
  'redis.hits': 'Sessions are found in Redis',
  'redis.encryption': 'Redis is encrypted in transit and at rest',
  'ecs.stable': 'The service is stable and lost no task',
  'ecs.zones': 'Tasks are spread over the zones',
  'efs.mounted': 'Every task mounts the course content, encrypted',
  'secret.injected': 'The database credentials come from Secrets Manager and work',
  'logs.arrive': 'Every task writes to the log group',
} as const;

export type AssertionId = keyof typeof assertionNames;

export const assertionIds = Object.keys(assertionNames) as AssertionId[];

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
