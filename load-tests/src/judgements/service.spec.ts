import type { FileSystemDescription } from '@aws-sdk/client-efs';
import type { Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { emptyTimeline } from '../metrics/timeline.ts';
import { after, minute, perMinute, timeline } from '../testing/example-run.ts';
import { judgeFileSystem, judgeLogs, judgeSecrets, judgeStability, judgeZones } from './service.ts';

const startedAt = minute(0);
const secret = 'arn:aws:secretsmanager:sa-east-1:123456789012:secret:edutechbr/lms/database-AbCdEf';
const databaseSecrets = ['HOST', 'PORT', 'USER', 'PASSWORD', 'NAME'].map((name) => ({
  name: `DATABASE_${name}`,
  valueFrom: `${secret}:${name.toLowerCase()}::`,
}));

const service: Service = {
  desiredCount: 3,
  runningCount: 3,
  deployments: [{ rolloutState: 'COMPLETED' }],
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b', 'subnet-c'] } },
};

const definition: TaskDefinition = {
  volumes: [
    {
      name: 'course-content',
      efsVolumeConfiguration: { fileSystemId: 'fs-1', transitEncryption: 'ENABLED' },
    },
  ],
  containerDefinitions: [
    {
      name: 'lms',
      mountPoints: [{ sourceVolume: 'course-content', containerPath: '/mnt/course-content' }],
      environment: [{ name: 'PORT', value: '8080' }],
      secrets: databaseSecrets,
    },
  ],
};

const lms = (change: object): TaskDefinition => ({
  ...definition,
  containerDefinitions: [{ ...definition.containerDefinitions?.[0], ...change }],
});

describe('ecs.stable', () => {
  const scaledIn = {
    stoppedAt: after(200),
    stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
  };
  const taskArn = 'arn:aws:ecs:sa-east-1:123456789012:task/lms/1a2b3c4d5e6f';
  const killed = { taskArn, stoppedAt: after(200), stoppedReason: 'Task failed ELB health checks' };
  const nothing = { tasks: [], brokenRevisions: [], lostZones: [] };
  const oneTask = { ...nothing, tasks: ['task 1a2b3c4d'] };

  it('holds when all desired tasks run, and those that ended were scaled in', () => {
    expect(judgeStability(service, [scaledIn], startedAt, nothing).passed).toBe(true);
  });

  it('does not mind a task that ECS moved to another zone, to spread the service', () => {
    const taskArn = 'arn:aws:ecs:sa-east-1:123456789012:task/lms/8378fd0fc0d744109128c8d6a0b71524';
    const moved = { taskArn, stoppedAt: after(200), stoppedReason: 'Task stopped by the service' };
    const events = (message: string) => ({ ...service, events: [{ message }] });
    const stoppedFor = (id: string) =>
      `(service lms) has stopped 1 running tasks in sa-east-1a to AZ Rebalance: (task ${id}).`;
    const judge = (message: string) => judgeStability(events(message), [moved], startedAt, nothing).passed;
    expect(judge(stoppedFor('8378fd0fc0d744109128c8d6a0b71524'))).toBe(true);
    expect(judge(stoppedFor('00000000000000000000000000000000'))).toBe(false);
    expect(judge('(service lms) has stopped 1 running tasks: (task 8378fd0fc0d744109128c8d6a0b71524).')).toBe(
      false,
    );
  });

  it('holds when the one task that was killed on purpose is replaced, and not when none or another was lost', () => {
    expect(judgeStability(service, [killed, scaledIn], startedAt, oneTask).passed).toBe(true);
    expect(judgeStability(service, [], startedAt, oneTask).passed).toBe(false);
    const other = { ...killed, taskArn: taskArn.replace('1a2b', '9f8e') };
    expect(judgeStability(service, [killed, other], startedAt, oneTask)).toMatchObject({
      passed: false,
      observed: expect.stringContaining('2 tasks lost (Task failed ELB health checks)'),
    });
  });

  it('does not mind the tasks of a revision that cannot work', () => {
    const ofRevision = (revision: string) => ({
      ...killed,
      taskDefinitionArn: `arn:task-definition/${revision}`,
    });
    const bad = { ...nothing, brokenRevisions: ['lms:8'] };
    expect(judgeStability(service, [ofRevision('lms:8'), ofRevision('lms:8')], startedAt, bad).passed).toBe(
      true,
    );
    expect(judgeStability(service, [ofRevision('lms:7')], startedAt, bad).passed).toBe(false);
  });

  it('does not mind tasks that could not start in a zone that was lost, and does mind others that ended there', () => {
    const lost = { ...nothing, lostZones: ['sa-east-1a'] };
    const inZone = { ...killed, availabilityZone: 'sa-east-1a' };
    expect(judgeStability(service, [inZone], startedAt, lost).passed).toBe(true);
    expect(judgeStability(service, [inZone], startedAt, nothing).passed).toBe(false);
    expect(judgeStability(service, [{ ...inZone, startedAt }], startedAt, lost).passed).toBe(false);
    expect(
      judgeStability(service, [{ ...inZone, availabilityZone: 'sa-east-1b' }], startedAt, lost).passed,
    ).toBe(false);
  });

  it('fails when a task was lost under load, and says why', () => {
    expect(judgeStability(service, [killed], startedAt, nothing)).toMatchObject({
      passed: false,
      observed: '3 of 3 tasks running, deployments: COMPLETED, 1 tasks lost (Task failed ELB health checks)',
    });
  });

  it('does not mind a task that was lost before the run', () => {
    expect(judgeStability(service, [{ ...killed, stoppedAt: new Date(0) }], startedAt, nothing).passed).toBe(
      true,
    );
  });

  it.each([
    [{ runningCount: 2 }],
    [{ desiredCount: 0, runningCount: 0 }],
    [{ deployments: [{ rolloutState: 'FAILED' as const }] }],
    [{ deployments: [] }],
  ])('fails with %j', (change) => {
    expect(judgeStability({ ...service, ...change }, [], startedAt, nothing).passed).toBe(false);
  });
});

describe('ecs.zones', () => {
  const inZones = (...zones: string[]) => zones.map((availabilityZone) => ({ availabilityZone }));

  it('holds when the tasks are in as many zones as they can be', () => {
    expect(judgeZones(service, inZones('a', 'b', 'c', 'a')).passed).toBe(true);
    expect(judgeZones(service, inZones('a', 'b')).passed).toBe(true);
  });

  it('need not be in a zone that was lost, but in the others', () => {
    expect(judgeZones(service, inZones('b', 'c', 'b'), 1).passed).toBe(true);
    expect(judgeZones(service, inZones('b', 'b', 'b'), 1).passed).toBe(false);
  });

  it('fails when they are not, when there is one only, and when there is none', () => {
    expect(judgeZones(service, inZones('a', 'b', 'a', 'b')).passed).toBe(false);
    expect(judgeZones(service, inZones('a')).passed).toBe(false);
    expect(judgeZones(service, [])).toMatchObject({ passed: false, observed: 'no task names its zone' });
  });
});

describe('efs.mounted', () => {
  const fileSystem: FileSystemDescription = {
    FileSystemId: 'fs-1',
    Encrypted: true,
    OwnerId: '123456789012',
    CreationToken: 'lms',
    CreationTime: new Date(0),
    LifeCycleState: 'available',
    NumberOfMountTargets: 3,
    SizeInBytes: { Value: 0 },
    PerformanceMode: 'generalPurpose',
    Tags: [],
  };

  it('holds when every task has a connection and content was served', () => {
    expect(judgeFileSystem(definition, fileSystem, timeline, 900)).toMatchObject({
      passed: true,
      observed: expect.stringMatching(
        /^mounted over TLS, encrypted, 4 connections of 4 tasks, 900 materials served, [\d.]+ MiB of them read anew$/,
      ),
    });
  });

  it('fails when the volume is not mounted, not over TLS, or another file system', () => {
    expect(judgeFileSystem(lms({ mountPoints: [] }), fileSystem, timeline, 900).passed).toBe(false);
    expect(judgeFileSystem(definition, { ...fileSystem, FileSystemId: 'fs-2' }, timeline, 900).passed).toBe(
      false,
    );
    const plain = {
      ...definition,
      volumes: [{ name: 'course-content', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
    };
    expect(judgeFileSystem(plain, fileSystem, timeline, 900).passed).toBe(false);
  });

  it('fails when it is not encrypted, a task has no connection, or no material was served', () => {
    expect(judgeFileSystem(definition, { ...fileSystem, Encrypted: false }, timeline, 900).passed).toBe(
      false,
    );
    const lonely = { ...timeline, fileSystemConnections: perMinute(2, 2, 2) };
    expect(judgeFileSystem(definition, fileSystem, lonely, 900).passed).toBe(false);
    expect(judgeFileSystem(definition, fileSystem, timeline, 0).passed).toBe(false);
  });

  it('fails without datapoints', () => {
    expect(judgeFileSystem(definition, fileSystem, emptyTimeline, 900).observed).toBe(
      "CloudWatch holds no datapoint of the file system's connections",
    );
  });
});

describe('secret.injected', () => {
  it('holds when all credentials are injected and answers were stored with them', () => {
    expect(judgeSecrets(definition, 98_000)).toMatchObject({
      passed: true,
      observed: '2 injected, 0 as plain environment, 98,000 answers stored',
    });
  });

  it('fails when one is missing, comes from elsewhere, or is plain', () => {
    expect(
      judgeSecrets(lms({ secrets: databaseSecrets.filter(({ name }) => name !== 'DATABASE_USER') }), 1)
        .passed,
    ).toBe(false);
    const fromSsm = databaseSecrets.map((entry) => ({ ...entry, valueFrom: 'arn:aws:ssm:x:1:parameter/p' }));
    expect(judgeSecrets(lms({ secrets: fromSsm }), 1).passed).toBe(false);
    expect(judgeSecrets(lms({ environment: [{ name: 'DATABASE_PASSWORD', value: 'x' }] }), 1).passed).toBe(
      false,
    );
  });

  it('fails when nothing was ever stored with them', () => {
    expect(judgeSecrets(definition, 0).passed).toBe(false);
  });
});

describe('logs.arrive', () => {
  it('holds when every running task logged', () => {
    expect(judgeLogs(3, [])).toMatchObject({ passed: true, observed: 'log events of 3 tasks' });
  });

  it('fails when one is silent, or none runs', () => {
    expect(judgeLogs(3, ['task-9'])).toMatchObject({
      passed: false,
      observed: 'log events of 2 tasks, none of task-9',
    });
    expect(judgeLogs(0, []).passed).toBe(false);
  });
});
