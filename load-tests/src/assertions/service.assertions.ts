import { paginateFilterLogEvents, paginateDescribeLogStreams } from '@aws-sdk/client-cloudwatch-logs';
import { waitUntilServicesStable } from '@aws-sdk/client-ecs';
import { DescribeFileSystemsCommand } from '@aws-sdk/client-efs';
import {
  judgeFileSystem,
  judgeLogs,
  judgeSecrets,
  judgeStability,
  judgeZones,
} from '../judgements/service.ts';
import { factsOf } from '../run/event-facts.ts';
import { assertion } from './assertion.ts';
import type { FinishedRun } from './finished-run.ts';

/** Tasks that were added late in the run may still be starting. */
const SECONDS_TO_STABILISE = 300;

describe('the service', () => {
  assertion('ecs.stable', async ({ clients, record, service }) => {
    const { clusterName: cluster, serviceName } = record.outputs;
    // When the time is over the verdict says what is not stable, which the waiter does not.
    await waitUntilServicesStable(
      { client: clients.ecs, maxWaitTime: SECONDS_TO_STABILISE, minDelay: 2, maxDelay: 10 },
      { cluster, services: [serviceName] },
    ).catch(() => undefined);
    return judgeStability(
      await service.describe(),
      await service.tasks('STOPPED'),
      record.startedAt,
      factsOf(record.events),
    );
  });

  assertion('ecs.zones', async ({ record, service }) =>
    judgeZones(
      await service.describe(),
      await service.tasks('RUNNING'),
      factsOf(record.events).lostZones.length,
    ),
  );

  assertion('efs.mounted', async ({ clients, record, service, timeline, k6 }) => {
    const { FileSystems = [] } = await clients.efs.send(
      new DescribeFileSystemsCommand({ FileSystemId: record.outputs.fileSystemId }),
    );
    return judgeFileSystem(
      await service.taskDefinition(),
      FileSystems[0],
      await timeline(),
      (await k6()).materialsRead,
    );
  });

  assertion('secret.injected', async ({ service, k6 }) =>
    judgeSecrets(await service.taskDefinition(), (await k6()).answersSaved),
  );

  assertion('logs.arrive', async (run) => {
    const tasks = await run.service.tasks('RUNNING');
    const ids = tasks.map(({ taskArn = '' }) => taskArn.split('/').at(-1) ?? '');
    return judgeLogs(ids.length, await withoutLogEvents(ids, run));
  });
});

/** A task's stream is `prefix/container/task id`, with the prefix that the task definition chose. */
async function withoutLogEvents(
  taskIds: string[],
  { clients, record, window }: FinishedRun,
): Promise<string[]> {
  const { logGroupName } = record.outputs;
  const streams: string[] = [];
  for await (const page of paginateDescribeLogStreams({ client: clients.logs }, { logGroupName }))
    streams.push(...(page.logStreams ?? []).flatMap(({ logStreamName }) => logStreamName ?? []));
  const silent: string[] = [];
  for (const id of taskIds) {
    const stream = streams.find((name) => name.endsWith(`/${id}`));
    if (!stream || !(await hasEvents(clients.logs, logGroupName, stream, window.start))) silent.push(id);
  }
  return silent;
}

async function hasEvents(
  client: FinishedRun['clients']['logs'],
  logGroupName: string,
  logStreamName: string,
  since: Date,
): Promise<boolean> {
  const request = { logGroupName, logStreamNames: [logStreamName], startTime: since.getTime() };
  // A page may be empty although later ones are not.
  for await (const { events = [] } of paginateFilterLogEvents({ client, pageSize: 1 }, request))
    if (events.length > 0) return true;
  return false;
}
