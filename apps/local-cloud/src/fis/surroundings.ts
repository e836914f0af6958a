import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ECSClient, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import type { Faults } from '../faults/faults.ts';
import type { AwsClientSettings } from '../types.ts';
import type { Surroundings } from './experiments.ts';

/** Zones are lost as by an order beside the AWS API; tasks are stopped and alarms read through it. */
export function surroundingsOf(faults: Faults, aws: AwsClientSettings): Surroundings {
  const ecs = new ECSClient(aws);
  const cloudWatch = new CloudWatchClient(aws);
  return {
    loseZone: (zone) => faults.loseZone(zone),
    restoreZone: (zone) => faults.restoreZone(zone),
    stopTasks: async ({ cluster, service, count }) => {
      const { taskArns = [] } = await ecs.send(
        new ListTasksCommand({ cluster, serviceName: service, desiredStatus: 'RUNNING' }),
      );
      const chosen = [...taskArns].sort(() => Math.random() - 0.5).slice(0, count);
      for (const task of chosen)
        await ecs.send(new StopTaskCommand({ cluster, task, reason: 'Stopped by AWS FIS' }));
    },
    raisedAlarms: async (arns) => {
      const AlarmNames = arns.map((arn) => arn.split(':alarm:')[1] ?? arn);
      // Without a name DescribeAlarms would answer with all alarms.
      if (AlarmNames.length === 0) return [];
      const { MetricAlarms = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames, StateValue: 'ALARM' }),
      );
      return MetricAlarms.flatMap(({ AlarmName }) => AlarmName ?? []);
    },
  };
}
