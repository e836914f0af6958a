import { CloudWatchClient, paginateDescribeAlarms, paginateListDashboards } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  ListTagsForResourceCommand,
  paginateDescribeLogGroups,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { awsSettings } from '../aws.ts';
import type { Stage } from '../stage.ts';
import { collect } from './collect.ts';
import type { FindResources, Tags } from './inventory.ts';

export const logGroupType = 'log group';

/** Log groups, alarms, dashboards and topics. */
export const findObservability: FindResources = async (settings) => {
  const cloudWatch = { client: new CloudWatchClient(settings) };
  const found = await Promise.all([
    collect(
      logGroupType,
      paginateDescribeLogGroups({ client: new CloudWatchLogsClient(settings) }, {}),
      (page) => page.logGroups?.map(({ logGroupName }) => logGroupName),
    ),
    collect('alarm', paginateDescribeAlarms(cloudWatch, {}), ({ MetricAlarms }) =>
      MetricAlarms?.map(({ AlarmName }) => AlarmName),
    ),
    collect('dashboard', paginateListDashboards(cloudWatch, {}), ({ DashboardEntries }) =>
      DashboardEntries?.map(({ DashboardName }) => DashboardName),
    ),
    collect('topic', paginateListTopics({ client: new SNSClient(settings) }, {}), ({ Topics }) =>
      Topics?.map(({ TopicArn }) => TopicArn),
    ),
  ]);
  return found.flat();
};

/** CloudWatch Logs lists no tags with the names, but may list a group that was deleted a moment ago. */
export async function tagsOfLogGroup(stage: Stage, name: string): Promise<Tags | undefined> {
  const { region, accountId } = stage;
  const resourceArn = `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
  try {
    const logs = new CloudWatchLogsClient(awsSettings(stage));
    return (await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
