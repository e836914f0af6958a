import { CloudWatchClient, paginateDescribeAlarms, paginateListDashboards } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { collect } from './collect.ts';
import type { FindResources } from './inventory.ts';

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
