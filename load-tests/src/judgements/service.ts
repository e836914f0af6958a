import type { Service, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { FileSystemDescription } from '@aws-sdk/client-efs';
import { maxOf, sumOf } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { EventFacts } from '../run/event-facts.ts';
import { parseSecretReference } from '../stage/secret-reference.ts';
import { lmsContainer, lostTasks } from '../stage/service.ts';
import { taskName } from '../stage/task-name.ts';
import { count, noDatapoints, type Judgement } from './judgement.ts';

/** What a task must be given as a secret, and never as plain environment; where the database is, the stage may say. */
const DATABASE_CREDENTIALS = ['DATABASE_USER', 'DATABASE_PASSWORD'] as const;

/** The tasks that were lost have to be exactly those that were broken on purpose. */
export function judgeStability(
  service: Service,
  stopped: readonly Task[],
  startedAt: Date,
  broken: Pick<EventFacts, 'tasks' | 'brokenRevisions' | 'lostZones'>,
): Judgement {
  const { runningCount = 0, desiredCount = 0, deployments = [] } = service;
  const rollout = deployments.map(({ rolloutState }) => rolloutState).join(', ');
  const lost = lostTasks(service, stopped, startedAt).filter(
    (task) => !isOf(task, broken.brokenRevisions) && !couldNotStart(task, broken.lostZones),
  );
  const unasked = lost.filter(({ taskArn }) => !broken.tasks.includes(taskName(taskArn)));
  const reasons = unasked.map(({ stoppedReason = 'no reason given' }) => stoppedReason).join('; ');
  return {
    passed:
      desiredCount > 0 &&
      runningCount === desiredCount &&
      rollout === 'COMPLETED' &&
      unasked.length === 0 &&
      lost.length === broken.tasks.length,
    expected: `as many tasks running as desired, one deployment, completed, ${losses(broken.tasks.length)} under load`,
    observed:
      `${runningCount} of ${desiredCount} tasks running, deployments: ${rollout || 'none'}, ` +
      `${lost.length} tasks lost${reasons ? ` (${reasons})` : ''}`,
  };
}

/** ECS goes on trying a zone of which it does not know that it is lost. */
const couldNotStart = ({ availabilityZone = '', startedAt }: Task, lostZones: readonly string[]): boolean =>
  startedAt === undefined && lostZones.includes(availabilityZone);

const isOf = ({ taskDefinitionArn = '' }: Task, revisions: readonly string[]): boolean =>
  revisions.some((revision) => taskDefinitionArn.endsWith(`/${revision}`));

const losses = (onPurpose: number) =>
  onPurpose === 0 ? 'no task lost' : `no task lost but the ${onPurpose} that were broken on purpose`;

/**
 * The service has one private subnet in each zone.
 *
 * @param zonesLost How many zones could not be used for a while: ECS need not move tasks back there.
 */
export function judgeZones(service: Service, running: readonly Task[], zonesLost = 0): Judgement {
  const subnets = service.networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
  const zones = [...new Set(running.flatMap(({ availabilityZone }) => availabilityZone ?? []))].sort();
  const wanted = Math.min(subnets.length - zonesLost, running.length);
  return {
    passed: wanted > 1 && zones.length >= wanted,
    expected: `${running.length} tasks over ${Math.max(2, wanted)} zones`,
    observed: zones.length === 0 ? 'no task names its zone' : `tasks in ${zones.join(', ')}`,
  };
}

/**
 * @param materialsRead Materials that students were served. The file system may have sent none of them: a client keeps what it
 * has read, here as on AWS.
 */
export function judgeFileSystem(
  definition: TaskDefinition,
  fileSystem: FileSystemDescription | undefined,
  { fileSystemConnections, fileSystemBytesRead, runningTasks }: Timeline,
  materialsRead: number,
): Judgement {
  const expected =
    'the volume over TLS on an encrypted file system, a connection of every task, content served';
  const volume = definition.volumes?.find(
    ({ efsVolumeConfiguration: efs }) => efs && efs.fileSystemId === fileSystem?.FileSystemId,
  );
  const mounted = lmsContainer(definition).mountPoints?.some(
    ({ sourceVolume }) => sourceVolume === volume?.name,
  );
  const overTls = volume?.efsVolumeConfiguration?.transitEncryption === 'ENABLED';
  const connections = maxOf(fileSystemConnections);
  if (connections === undefined) return noDatapoints(expected, "the file system's connections");
  const tasks = maxOf(runningTasks) ?? Infinity;
  const read = sumOf(fileSystemBytesRead);
  return {
    passed:
      mounted === true &&
      overTls &&
      fileSystem?.Encrypted === true &&
      connections >= tasks &&
      materialsRead > 0,
    expected,
    observed:
      `${mounted ? 'mounted' : 'not mounted'} ${overTls ? 'over TLS' : 'without TLS'}, ` +
      `${fileSystem?.Encrypted ? 'encrypted' : 'not encrypted'}, ` +
      `${count(connections)} connections of ${count(tasks)} tasks, ${count(materialsRead)} materials served, ${count(read / 2 ** 20)} MiB of them read anew`,
  };
}

/** The proof that the injected credentials work is what they open: answers that the LMS stored in the database. */
export function judgeSecrets(definition: TaskDefinition, answersSaved: number): Judgement {
  const { secrets = [], environment = [] } = lmsContainer(definition);
  const injected = DATABASE_CREDENTIALS.filter((wanted) =>
    secrets.some(({ name, valueFrom = '' }) => name === wanted && parseSecretReference(valueFrom)),
  );
  const plain = environment.filter(({ name = '' }) => DATABASE_CREDENTIALS.some((secret) => secret === name));
  return {
    passed: injected.length === DATABASE_CREDENTIALS.length && plain.length === 0 && answersSaved > 0,
    expected: `${DATABASE_CREDENTIALS.length} database credentials injected as secrets, none as plain environment, answers stored with them`,
    observed: `${injected.length} injected, ${plain.length} as plain environment, ${count(answersSaved)} answers stored`,
  };
}

/** @param silent Ids of the running tasks of which the log group holds no event of the run. */
export function judgeLogs(running: number, silent: readonly string[]): Judgement {
  return {
    passed: running > 0 && silent.length === 0,
    expected: `log events of all ${running} running tasks`,
    observed:
      running === 0
        ? 'no task runs'
        : `log events of ${running - silent.length} tasks${silent.length ? `, none of ${silent.join(', ')}` : ''}`,
  };
}
