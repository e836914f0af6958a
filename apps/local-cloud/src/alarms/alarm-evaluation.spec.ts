import { breaches, evaluateAlarm } from './alarm-evaluation.ts';
import type { AlarmRule, AlarmState, TreatMissingData } from './metric-alarm.ts';

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const kept = undefined;

interface Options {
  readonly missing?: TreatMissingData;
  readonly datapointsToAlarm?: number;
  readonly evaluationPeriods?: number;
  readonly periodSeconds?: number;
  /** After the end of the latest period. */
  readonly secondsLater?: number;
}

/** `0` is a value below the threshold, `X` one above, `-` a missing one; the last character is the latest period. */
function evaluate(
  history: string,
  {
    missing: treatMissingData = 'missing',
    evaluationPeriods = 3,
    datapointsToAlarm = evaluationPeriods,
    periodSeconds = 60,
    secondsLater = 40,
  }: Options = {},
): AlarmState | undefined {
  const end = new Date('2026-11-23T12:00:00Z').getTime();
  const rule: AlarmRule = {
    periodSeconds,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 50,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData,
  };
  const datapoints = [...history].reverse().flatMap((point, age) => {
    if (point === '-') return [];
    return [{ timestamp: new Date(end - (age + 1) * periodSeconds * 1000), value: point === 'X' ? 90 : 10 }];
  });
  return evaluateAlarm(rule, datapoints.reverse(), new Date(end + secondsLater * 1000));
}

type Row = [history: string, ...states: (AlarmState | undefined)[]];

describe('Amazon CloudWatch User Guide, "How alarm state is evaluated when data is missing"', () => {
  it.each<Row>([
    ['0-X-X', 'OK', 'OK', 'OK', 'OK'],
    ['0----', 'OK', 'OK', 'OK', 'OK'],
    ['-----', 'INSUFFICIENT_DATA', kept, 'ALARM', 'OK'],
    ['0XX-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['--X--', 'ALARM', kept, 'ALARM', 'OK'],
  ])('3 of 3, first table: %s', (history, ...states) => {
    expect(treatments.map((missing) => evaluate(history, { missing }))).toEqual(states);
  });

  it.each<Row>([
    ['0-X-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['00X0X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0-X--', 'OK', 'OK', 'ALARM', 'OK'],
    ['----0', 'OK', 'OK', 'ALARM', 'OK'],
    ['---X-', 'ALARM', kept, 'ALARM', 'OK'],
  ])('2 of 3, second table: %s', (history, ...states) => {
    const options = { datapointsToAlarm: 2 };
    expect(treatments.map((missing) => evaluate(history, { missing, ...options }))).toEqual(states);
  });
});

describe('Amazon CloudWatch User Guide, "Avoiding premature transitions to alarm state"', () => {
  it.each(['----X', '---X-'])('%s keeps the state that the alarm has', (history) => {
    expect(evaluate(history)).toBeUndefined();
  });
});

describe('Amazon CloudWatch User Guide, "Evaluating an alarm"', () => {
  it('15 of 15: alarms with the fifteenth breaching minute', () => {
    expect(evaluate('0'.repeat(3) + 'X'.repeat(14), { evaluationPeriods: 15 })).toBe('OK');
    expect(evaluate('0'.repeat(2) + 'X'.repeat(15), { evaluationPeriods: 15 })).toBe('ALARM');
  });

  it('periods of ten seconds are ten seconds', () => {
    expect(evaluate('0XX', { periodSeconds: 10, secondsLater: 0 })).toBe('OK');
    expect(evaluate('0XXX', { periodSeconds: 10, secondsLater: 0 })).toBe('ALARM');
  });
});

describe('Amazon CloudWatch API Reference, "PutMetricAlarm": ComparisonOperator at the threshold and beside it', () => {
  const rule = { periodSeconds: 60, threshold: 50, evaluationPeriods: 1, datapointsToAlarm: 1 };

  it.each([
    ['GreaterThanThreshold', [false, false, true]],
    ['GreaterThanOrEqualToThreshold', [false, true, true]],
    ['LessThanThreshold', [true, false, false]],
    ['LessThanOrEqualToThreshold', [true, true, false]],
  ] as const)('%s', (comparisonOperator, expected) => {
    const found = [49, 50, 51].map((value) =>
      breaches({ ...rule, comparisonOperator, treatMissingData: 'missing' }, value),
    );
    expect(found).toEqual(expected);
  });
});

describe('the period that has just ended', () => {
  it('is not missing yet while it may still be published', () => {
    expect(evaluate('0XX-', { secondsLater: 5 })).toBe('OK');
    expect(evaluate('--XX-', { secondsLater: 5 })).toBeUndefined();
    expect(evaluate('--XX-', { secondsLater: 4, periodSeconds: 10 })).toBeUndefined();
  });

  it('counts as soon as it is there', () => {
    expect(evaluate('--XXX', { secondsLater: 1 })).toBe('ALARM');
  });

  it('is missing half a minute later, at most half its length', () => {
    expect(evaluate('--XX-')).toBe('ALARM');
    expect(evaluate('--XX-', { secondsLater: 6, periodSeconds: 10 })).toBe('ALARM');
  });
});
