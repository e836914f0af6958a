import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  type InputLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { awsClientSettings } from '../aws-clients.ts';
import { AccessDenied, type AssumedRole } from '../iam/assumed-role.ts';
import { recentRole } from '../iam/roles.ts';
import { parseEmbeddedMetrics, type NamespacedDatum } from './embedded-metrics.ts';
import { LogPermission } from './log-permission.ts';
import { requireLogs, type ServiceNetwork } from './out-of-reach.ts';
import { messageOf, TaskStartError } from './task-start-error.ts';

/** Well below what PutLogEvents (10,000 events, 1 MiB) and PutMetricData (1,000 metrics) take. */
const BATCH = 500;

const cloudWatch = new CloudWatchClient({ ...awsClientSettings, disableRequestCompression: true });
const cloudWatchLogs = new CloudWatchLogsClient(awsClientSettings);

export interface LogAccess {
  /** Who writes. @default - the task has no execution role: nothing is allowed */
  readonly role?: AssumedRole;
  /** Where it is written from. @default - everything is reached */
  readonly network?: ServiceNetwork;
}

/** The `awslogs` driver: a container's lines go to CloudWatch Logs in batches, embedded metrics to CloudWatch. */
export class LogDriver {
  private readonly group: string;
  private readonly stream: string;
  private readonly permission: LogPermission;
  private readonly onError: (error: unknown) => void;
  private events: InputLogEvent[] = [];
  private readonly timer: NodeJS.Timeout;
  private flushing = Promise.resolve();

  private constructor(
    group: string,
    stream: string,
    permission: LogPermission,
    onError: (error: unknown) => void,
  ) {
    this.group = group;
    this.stream = stream;
    this.permission = permission;
    this.onError = onError;
    this.timer = setInterval(() => void this.flush(), 1000);
  }

  /**
   * @param onError told of lines that were lost; ECS itself does not stop a task for them
   * @throws TaskStartError in ECS's words when the stream cannot be made, e.g. for want of the log group or of a way there
   */
  static async open(
    { name = '', logConfiguration }: ContainerDefinition,
    taskId: string,
    { role, network }: LogAccess,
    onError: (error: unknown) => void,
  ): Promise<LogDriver> {
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
    if (logConfiguration?.logDriver !== 'awslogs' || !group || !prefix)
      throw new TaskStartError(
        'ResourceInitializationError: failed to validate logger args: awslogs with awslogs-group and awslogs-stream-prefix is required',
      );
    if (network) requireLogs(network);
    const stream = `${prefix}/${name}/${taskId}`;
    const session = await createStream(group, stream, role).catch((error: unknown) => {
      throw new TaskStartError(
        `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${messageOf(error)}`,
      );
    });
    const permission = new LogPermission(session, streamArn(group, stream, session), recentRole, onError);
    return new LogDriver(group, stream, permission, onError);
  }

  write(message: string): void {
    // CloudWatch Logs refuses an empty event.
    if (message !== '') this.events.push({ timestamp: Date.now(), message });
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private flush(): Promise<void> {
    this.flushing = this.flushing.then(async () => {
      const events = this.events;
      this.events = [];
      if (events.length === 0 || !(await this.permission.holds())) return;
      for (let from = 0; from < events.length; from += BATCH)
        await this.send(events.slice(from, from + BATCH));
    });
    this.flushing = this.flushing.catch(this.onError);
    return this.flushing;
  }

  private async send(logEvents: InputLogEvent[]): Promise<void> {
    await cloudWatchLogs.send(
      new PutLogEventsCommand({ logGroupName: this.group, logStreamName: this.stream, logEvents }),
    );
    await putMetrics(logEvents.flatMap(({ message = '' }) => parseEmbeddedMetrics(message)));
  }
}

/** @returns who made it */
async function createStream(
  group: string,
  stream: string,
  role: AssumedRole | undefined,
): Promise<AssumedRole> {
  if (!role) throw new AccessDenied('the task definition has no execution role');
  role.require('logs:CreateLogStream', streamArn(group, stream, role));
  await cloudWatchLogs.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: stream }));
  return role;
}

const streamArn = (group: string, stream: string, { accountId }: AssumedRole): string =>
  `arn:aws:logs:${awsClientSettings.region}:${accountId}:log-group:${group}:log-stream:${stream}`;

async function putMetrics(metrics: readonly NamespacedDatum[]): Promise<void> {
  for (const Namespace of new Set(metrics.map(({ namespace }) => namespace))) {
    const MetricData = metrics.filter(({ namespace }) => namespace === Namespace).map(({ datum }) => datum);
    await cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
  }
}
