import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { awsSettings } from './aws.ts';
import type { Stage } from './stage.ts';

/** Of a service, whose tasks are asked about. */
export interface ServiceName {
  readonly cluster: string;
  readonly serviceName: string;
}

/** A task that has stopped or is being stopped, and not because a deployment or scaling ended it. */
export interface TaskFailure {
  readonly taskArn: string;
  readonly createdAt: Date;
  /** Whether it has stopped; before, its exit code and last words are not known. */
  readonly ended: boolean;
  /** Why it stopped, in ECS's words, with the exit code and the last lines of its log. */
  readonly reason: string;
}

/** ECS's reason for the tasks that a scale-in or a deployment ends. */
const WANTED_STOP = 'Scaling activity initiated by';

/** The most tasks that one DescribeTasks call takes (its API reference). */
const MAX_TASKS = 100;

const LINES_LOOKED_AT = 50;
const LINES_SHOWN = 3;
const CHARACTERS_SHOWN = 300;

/** Asks ECS, the load balancer and CloudWatch Logs why tasks of a service fail. */
export class TaskFailures {
  private readonly service: ServiceName;
  private readonly ecs: ECSClient;
  private readonly elb: ElasticLoadBalancingV2Client;
  private readonly logs: CloudWatchLogsClient;
  private readonly known = new Map<string, TaskFailure>();
  /** An ill target for each way to be ill. */
  private readonly ill = new Map<string, string>();

  constructor(stage: Stage, service: ServiceName) {
    const settings = awsSettings(stage);
    this.service = service;
    this.ecs = new ECSClient(settings);
    this.elb = new ElasticLoadBalancingV2Client(settings);
    this.logs = new CloudWatchLogsClient(settings);
  }

  /** Failed tasks that were created since then, from the earliest to the latest. Each is looked into once. */
  async since(start: Date): Promise<TaskFailure[]> {
    for (const task of await this.stoppedTasks()) {
      const { taskArn = '', createdAt = new Date(0) } = task;
      if (!isFailure(task) || this.known.get(taskArn)?.ended) continue;
      const ended = task.lastStatus === 'STOPPED';
      const reason = describeStop(task, ended ? await this.lastLines(task) : []);
      this.known.set(taskArn, { taskArn, createdAt, ended, reason });
    }
    return [...this.known.values()]
      .filter(({ createdAt }) => createdAt >= start)
      .sort((left, right) => left.createdAt.getTime() - right.createdAt.getTime());
  }

  /** What was wrong with the targets that the load balancer found ill, each time that this was asked: ECS takes them away. */
  async unhealthyTargets(): Promise<string[]> {
    const { cluster, serviceName } = this.service;
    const { services = [] } = await this.ecs.send(
      new DescribeServicesCommand({ cluster, services: [serviceName] }),
    );
    const [{ targetGroupArn } = {}] = services[0]?.loadBalancers ?? [];
    if (!targetGroupArn) return [];
    const { TargetHealthDescriptions: targets = [] } = await this.elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
    );
    for (const target of targets) {
      const ill = describeIllness(target);
      if (ill) this.ill.set(ill, `target ${target.Target?.Id}: ${ill}`);
    }
    return [...this.ill.values()];
  }

  private async stoppedTasks(): Promise<Task[]> {
    const { cluster, serviceName } = this.service;
    const { taskArns: tasks = [] } = await this.ecs.send(
      new ListTasksCommand({ cluster, serviceName, desiredStatus: 'STOPPED', maxResults: MAX_TASKS }),
    );
    if (tasks.length === 0) return [];
    return (await this.ecs.send(new DescribeTasksCommand({ cluster, tasks }))).tasks ?? [];
  }

  /** What the task's container wrote at its end; nothing when it never started, or has no log. */
  private async lastLines({ taskArn = '', taskDefinitionArn }: Task): Promise<string[]> {
    const { taskDefinition } = await this.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArn }),
    );
    const [{ name, logConfiguration } = {}] = taskDefinition?.containerDefinitions ?? [];
    const { 'awslogs-group': logGroupName, 'awslogs-stream-prefix': prefix } =
      logConfiguration?.options ?? {};
    if (!logGroupName || !prefix) return [];
    const logStreamName = `${prefix}/${name}/${taskArn.split('/').at(-1)}`;
    const { events = [] } = await this.logs
      .send(new GetLogEventsCommand({ logGroupName, logStreamName, limit: LINES_LOOKED_AT }))
      .catch(() => ({ events: [] }));
    return tellingLines(events.map(({ message = '' }) => message));
  }
}

function isFailure({ stoppedReason }: Task): boolean {
  return Boolean(stoppedReason) && !stoppedReason?.startsWith(WANTED_STOP);
}

/** Why a task stopped: ECS's reason, what ended its container, and what it said last. */
export function describeStop(
  { taskArn = '', stoppedReason = 'stopped without a reason', containers = [] }: Task,
  lines: readonly string[],
): string {
  const [{ exitCode, reason } = {}] = containers;
  return [
    `task ${taskArn.split('/').at(-1)?.slice(0, 8)}: ${stoppedReason}`,
    ...(reason && reason !== stoppedReason ? [reason] : []),
    ...(exitCode === undefined || exitCode === null ? [] : [`exit code ${exitCode}`]),
    ...lines.map((line) => `it said: ${line}`),
  ].join('; ');
}

/** From what says most to what says least: the program's last words or this machine's, then logged errors. */
const tellingPatterns = [/^exit \d+:|^local cloud:/, /"level":[56]0|\berror\b/i, /(?:)/];

/** The lines that tell why a program ended; its last ones when none does. They are cut: a trace hides the rest. */
export function tellingLines(lines: readonly string[]): string[] {
  const chosen = tellingPatterns.map((pattern) => lines.filter((line) => pattern.test(line)));
  const [best = []] = chosen.filter(({ length }) => length > 0);
  return [...new Set(best)].slice(-LINES_SHOWN).map((line) => line.slice(0, CHARACTERS_SHOWN));
}

function describeIllness({ TargetHealth }: TargetHealthDescription): string | undefined {
  const { State, Reason, Description } = TargetHealth ?? {};
  return State === 'unhealthy' ? [Reason, Description].filter(Boolean).join(': ') : undefined;
}

/** Failures for one line of text: of tasks that failed in the same way the last one. */
export function distinctReasons(failures: readonly TaskFailure[]): string[] {
  const byReason = new Map(
    failures.map(({ taskArn, reason }) => [
      reason.replaceAll(taskArn.split('/').at(-1)?.slice(0, 8) ?? '', '').replace(/[\d.]+:\d+/g, ''),
      reason,
    ]),
  );
  return [...byReason.values()];
}
