import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { ScalingWorld } from '../testing/scaling-world.ts';
import { AlarmEvaluator } from './alarm-evaluator.ts';

const now = new Date('2026-11-23T12:00:40Z');

/** CloudWatch with an alarm on a metric that had `values` in the last minutes, the last one in the minute that runs. */
async function evaluate(values: number[], settings: Partial<PutMetricAlarmInput> = {}) {
  const { store } = new ScalingWorld();
  const evaluator = new AlarmEvaluator(store, () => now);
  await store.putAlarm({
    AlarmName: 'busy',
    Namespace: 'LMS',
    MetricName: 'Waiting',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 50,
    ComparisonOperator: 'GreaterThanThreshold',
    ...settings,
  });
  const minute = new Date('2026-11-23T12:00:00Z').getTime();
  for (const [age, value] of [...values].reverse().entries()) {
    store.published.unshift({
      metricName: 'Waiting',
      value,
      timestamp: new Date(minute - age * 60_000 + 15_000),
    });
  }
  const [reading] = await evaluator.evaluate();
  await evaluator.evaluate();
  return { reading, history: store.history };
}

describe('Amazon CloudWatch User Guide, "Evaluating an alarm"', () => {
  it('the period that runs counts neither for the state nor for who reads the metric', async () => {
    const { reading, history } = await evaluate([90, 80, 70, 10]);
    expect(reading?.state).toBe('ALARM');
    expect(reading?.datapoints.map(({ value }) => value)).toEqual([90, 80, 70]);
    expect(history).toHaveLength(1);
  });

  it('M out of N', async () => {
    const { history } = await evaluate([90, 10, 70, 10], { DatapointsToAlarm: 2 });
    expect(history.map(({ reason }) => reason)).toEqual([
      'Threshold Crossed: 2 out of the last 3 datapoints [70.0 (23/11/26 11:59:00), 90.0 (23/11/26 11:57:00)] were ' +
        'greater than the threshold (50.0) (minimum 2 datapoints for INSUFFICIENT_DATA -> ALARM transition).',
    ]);
  });

  it('missing data is treated as the alarm says, and the reason says so', async () => {
    const { history } = await evaluate([], { TreatMissingData: 'breaching' });
    expect(history.map(({ reason }) => reason)).toEqual([
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as ' +
        '[Breaching].',
    ]);
  });

  it('metric math is left alone', async () => {
    const { reading } = await evaluate([90, 90, 90, 90], { MetricName: undefined });
    expect(reading).toBeUndefined();
  });
});
