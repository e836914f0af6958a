import type { Sabotage } from '../sabotage.ts';
import type { Attributes } from '../stack-json.ts';

const stack = 'service';

const deployFails = (says: RegExp) => ({ by: 'deploy', exitCode: 4, says }) as const;

type NamedValues = { name: string; value?: string; valueFrom?: string }[];

/** What is wrong in the task definition. */
export const taskDefinitionSabotages: readonly Sabotage[] = [
  {
    id: 'secret-json-key',
    title: 'a wrong JSON key in the secret',
    stack,
    apply: (json) =>
      json.changeContainer((container) => {
        const secret = find(container['secrets'] as NamedValues, 'DATABASE_USER');
        secret.valueFrom = secret.valueFrom?.replace(':username:', ':user-name:');
      }),
    goesRed: deployFails(/did not contain json key user-name/),
  },
  {
    id: 'secret-missing',
    title: 'the secret missing',
    stack,
    apply: (json) => {
      json.lookup('aws_secretsmanager_secret', 'database-secret')['name'] = 'edutechbr/lms/no-such-secret';
    },
    goesRed: deployFails(
      /edutechbr\/lms\/no-such-secret|database-secret.*(couldn't find|not found|empty result)/i,
    ),
  },
  {
    id: 'redis-port',
    title: 'a wrong Redis port',
    stack,
    apply: (json) =>
      json.changeContainer((container) => {
        find(container['environment'] as NamedValues, 'REDIS_PORT').value = '6380';
      }),
    goesRed: deployFails(/Redis at \S+:6380 did not answer within 30 s/),
  },
  {
    id: 'volume-missing',
    title: 'the EFS volume missing from the task',
    stack,
    apply: (json) => {
      delete json.resource('aws_ecs_task_definition')['volume'];
    },
    goesRed: deployFails(/Unknown volume 'course-content'/),
  },
  {
    id: 'container-exits',
    title: 'a container that exits at once',
    stack,
    apply: (json) =>
      json.changeContainer((container) => {
        container['command'] = ['node', '--eval', 'process.exit(7)'];
      }),
    goesRed: deployFails(/Essential container in task exited; exit code 7/),
  },
  {
    id: 'memory',
    title: 'too little memory for the process',
    stack,
    apply: (json) =>
      json.changeContainer((container) => {
        // Hard limit of the container in MiB: Fargate has no task size below 512.
        container['memory'] = 24;
      }),
    goesRed: deployFails(/OutOfMemoryError: Container killed due to memory usage/),
  },
  {
    id: 'cookie-not-shared',
    title: 'a session cookie not shared between tasks',
    stack,
    apply: (json) =>
      json.changeContainer((container) => {
        const environment = container['environment'] as NamedValues;
        environment.push({ name: 'NODE_OPTIONS', value: ownCookieSecret });
      }),
    goesRed: {
      by: 'load-test',
      exitCode: 99,
      says: /load\.sessions \(\d+ students signed in at once, [1-9][\d,]* sessions lost\)/,
      fails: ['load.sessions', 'load.errors', 'load.thresholds'],
    },
  },
];

/** Lets Node derive another secret for cookies in each process: the LMS has no switch that breaks it. */
const ownCookieSecret = `--import=data:text/javascript,${encodeURIComponent(
  "import crypto from 'node:crypto';" +
    "import { syncBuiltinESMExports } from 'node:module';" +
    'const { hkdfSync } = crypto;' +
    'crypto.hkdfSync = (digest, key, ...rest) => hkdfSync(digest, crypto.randomBytes(32), ...rest);' +
    'syncBuiltinESMExports();',
)}`;

function find(values: NamedValues, name: string): Attributes & NamedValues[number] {
  const found = values.find((value) => value.name === name);
  if (!found) throw new Error(`the container has no ${name}`);
  return found as Attributes & NamedValues[number];
}
