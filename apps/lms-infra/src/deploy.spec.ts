import { loggedErrors } from './cdktf.ts';
import { missingResources } from './deploy.ts';
import { terraformBelow } from './interrupt-terraform.ts';
import { judgeRollout } from './rollout.ts';
import { describeStop, distinctReasons, tellingLines } from './task-failures.ts';

describe('what a deploy left undone', () => {
  const resource = (name: string, status?: string, mode = 'managed') => ({
    mode,
    type: 'aws_vpc',
    name,
    instances: [{ status, attributes: {} }],
  });

  it('is what was synthesized and is not in the state', () => {
    const state = { outputs: {}, resources: [resource('one'), resource('looked-up', undefined, 'data')] };
    expect(missingResources(['aws_vpc.one'], state)).toEqual([]);
    expect(missingResources(['aws_vpc.one', 'aws_vpc.two'], state)).toEqual(['aws_vpc.two']);
  });

  it('includes what failed half-way', () => {
    expect(
      missingResources(['aws_vpc.one'], { outputs: {}, resources: [resource('one', 'tainted')] }),
    ).toEqual(['aws_vpc.one']);
  });
});

describe("the errors in Terraform's log", () => {
  it('are those of resources, each once', () => {
    const log = [
      '2026-11-23T21:22:11Z [ERROR] AttachSchemaTransformer: No provider config schema available',
      '2026-11-23T21:22:11Z [ERROR] vertex "aws_vpc.network" error: creating EC2 VPC: VpcLimitExceeded',
      '2026-11-23T21:22:11Z [ERROR] vertex "aws_vpc.network (expand)" error: creating EC2 VPC: VpcLimitExceeded',
    ].join('\n');
    expect(loggedErrors(log)).toEqual(['aws_vpc.network: creating EC2 VPC: VpcLimitExceeded']);
    expect(loggedErrors('')).toEqual([]);
  });
});

describe('a rollout', () => {
  const service = (deployment: object, events: { message: string }[] = []) => ({
    status: 'ACTIVE',
    deployments: [
      { status: 'PRIMARY', taskDefinition: 'lms:2', desiredCount: 3, runningCount: 1, ...deployment },
    ],
    events,
  });
  const lms =
    (revision: number) =>
    ({ taskDefinition }: { taskDefinition?: string }) =>
      taskDefinition === `lms:${revision}`;

  it('runs while tasks are missing', () => {
    expect(judgeRollout(service({ rolloutState: 'IN_PROGRESS', failedTasks: 1 }), lms(2))).toEqual({
      state: 'running',
      progress: 'rollout IN_PROGRESS, 1 of 3 tasks running, 1 failed',
    });
  });

  it('is completed when ECS says so', () => {
    expect(judgeRollout(service({ rolloutState: 'COMPLETED' }), lms(2))).toMatchObject({
      state: 'completed',
    });
  });

  it('failed when ECS says so, with its reason and the last events', () => {
    const failed = { rolloutState: 'FAILED', rolloutStateReason: 'circuit breaker' };
    expect(judgeRollout(service(failed, [{ message: 'unable to pull' }]), lms(2))).toEqual({
      state: 'failed',
      reason: 'rollout failed: circuit breaker; unable to pull',
    });
  });

  it('failed when the service was rolled back to another task definition, however healthy that is', () => {
    expect(judgeRollout(service({ rolloutState: 'COMPLETED' }), lms(3))).toMatchObject({
      state: 'failed',
      reason: 'the deployment was rolled back',
    });
  });

  it('failed when there is no such service', () => {
    expect(judgeRollout(undefined, lms(2))).toEqual({ state: 'failed', reason: 'is missing' });
  });
});

describe('an interruption', () => {
  it('reaches the Terraforms below a program once, and neither their providers nor those of others', () => {
    const processes = [
      '  10     1 cdktf',
      '  11    10 node',
      '  12    11 terraform',
      '  13    12 terraform-provi',
      '  14    11 terraform',
      '  20     1 terraform',
    ].join('\n');
    expect(terraformBelow(10, processes)).toEqual([12, 14]);
    expect(terraformBelow(99, processes)).toEqual([]);
  });
});

describe('why a task failed', () => {
  const taskArn = 'arn:aws:ecs:sa-east-1:000000000000:task/c/0123456789abcdef';

  it("is ECS's reason, what ended the container, and what it said last", () => {
    const task = {
      taskArn,
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 1 }],
    };
    expect(describeStop(task, ['exit 1: Redis at redis:6380 did not answer within 30 s'])).toBe(
      'task 01234567: Essential container in task exited; exit code 1; ' +
        'it said: exit 1: Redis at redis:6380 did not answer within 30 s',
    );
    expect(describeStop({ taskArn, stoppedReason: 'ResourceInitializationError: no secret' }, [])).toBe(
      'task 01234567: ResourceInitializationError: no secret',
    );
  });

  it('is told by the lines that call themselves errors, else by the last ones, and never at length', () => {
    const chatter = ['starting', '{"level":30,"msg":"redis connected"}', 'listening', 'bye'];
    expect(tellingLines(chatter)).toEqual(chatter.slice(1));
    const last = 'exit 2: wrong environment';
    expect(tellingLines([last, '{"level":50,"msg":"an error before"}', ...chatter])).toEqual([last]);
    expect(tellingLines([...chatter, '{"level":50}'])).toEqual(['{"level":50}']);
    expect(tellingLines([`exit 1: ${'x'.repeat(1000)}`])[0]).toHaveLength(300);
  });

  it('is said once for all tasks that failed alike', () => {
    const failure = (id: string, reason: string) => ({
      taskArn: taskArn.replace('0123456789abcdef', id),
      createdAt: new Date(),
      ended: true,
      reason: `task ${id}: ${reason}`,
    });
    const failures = [failure('aaaaaaaa', 'no secret'), failure('bbbbbbbb', 'no secret')];
    expect(distinctReasons(failures)).toEqual(['task bbbbbbbb: no secret']);
    expect(distinctReasons([...failures, failure('cccccccc', 'no route')])).toHaveLength(2);
  });
});
