import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { DescribeFlowLogsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { aws, outputs } from './deployed-stage.ts';

jest.setTimeout(60_000);

const cloudWatch = new CloudWatchClient(aws);
const isTopic = (action: string) => action.includes(':sns:');

/** One alarm for each topic, none of which moves the service. */
async function alarmsByTopic(): Promise<Map<string, MetricAlarm>> {
  const alarms = new Map<string, MetricAlarm>();
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudWatch }, {}))
    for (const alarm of MetricAlarms) {
      const actions = alarm.AlarmActions ?? [];
      if (actions.every(isTopic)) for (const topic of actions) alarms.set(topic, alarm);
    }
  return alarms;
}

/** What the history says of the actions of an alarm that enters ALARM, and leaves it. */
async function actionsOf({ AlarmName, StateValue }: MetricAlarm): Promise<Set<string>> {
  // The history counts in seconds.
  const StartDate = new Date(Math.floor(Date.now() / 1000) * 1000);
  const set = (state: MetricAlarm['StateValue']) =>
    cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName, StateValue: state, StateReason: 'The integration test' }),
    );
  // It has to change, whatever it was.
  await set('INSUFFICIENT_DATA');
  await set('ALARM');
  await set(StateValue);
  const history = new DescribeAlarmHistoryCommand({ AlarmName, HistoryItemType: 'Action', StartDate });
  const { AlarmHistoryItems = [] } = await cloudWatch.send(history);
  return new Set(AlarmHistoryItems.map(({ HistorySummary = '' }) => HistorySummary));
}

describe('what AWS does on behalf of the account', () => {
  // On AWS somebody would be told.
  (outputs.awsEndpoint ? it : it.skip)('alarms notify their topics, which are encrypted', async () => {
    const alarms = await alarmsByTopic();
    expect(alarms.size).toBeGreaterThan(0);
    for (const [topic, alarm] of alarms)
      expect([...(await actionsOf(alarm))]).toEqual([`Successfully executed action ${topic}`]);
  });

  it('flow logs arrive in their log group, which is encrypted', async () => {
    const Filter = [{ Name: 'resource-id', Values: [outputs.vpcId] }];
    const { FlowLogs = [] } = await new EC2Client(aws).send(new DescribeFlowLogsCommand({ Filter }));
    expect(FlowLogs.map(({ DeliverLogsStatus }) => DeliverLogsStatus)).toEqual(['SUCCESS']);
  });
});
