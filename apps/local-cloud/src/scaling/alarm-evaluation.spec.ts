import { evaluateAlarm, type AlarmState } from './alarm-evaluation.ts';

const breaches = (value: number) => value > 50;

/** `0` is a value below the threshold, `X` one above, `-` a missing one; the last character is the latest minute. */
function evaluate(history: string, { periods = 3, now = new Date('2026-11-23T12:00:40Z') } = {}) {
  const latest = new Date('2026-11-23T11:59:00Z').getTime();
  const datapoints = [...history].reverse().flatMap((point, age) => {
    if (point === '-') return [];
    return [{ timestamp: new Date(latest - age * 60_000), value: point === 'X' ? 90 : 10 }];
  });
  return evaluateAlarm({ breaches, periods }, datapoints.reverse(), now);
}

describe('3 of 3, missing data as missing (CloudWatch, monitoring/alarm-evaluation, first table)', () => {
  it.each<[string, AlarmState]>([
    ['0-X-X', 'OK'],
    ['0----', 'OK'],
    ['-----', 'INSUFFICIENT_DATA'],
    ['0XX-X', 'ALARM'],
    ['--X--', 'ALARM'],
  ])('%s is %s', (history, state) => {
    expect(evaluate(history)).toBe(state);
  });
});

describe('avoiding premature transitions (CloudWatch, monitoring/alarm-evaluation)', () => {
  it.each(['----X', '---X-'])('%s keeps the state that the alarm has', (history) => {
    expect(evaluate(history)).toBeUndefined();
  });
});

describe('15 of 15', () => {
  it('alarms with the fifteenth breaching minute', () => {
    expect(evaluate('0'.repeat(3) + 'X'.repeat(14), { periods: 15 })).toBe('OK');
    expect(evaluate('0'.repeat(2) + 'X'.repeat(15), { periods: 15 })).toBe('ALARM');
  });
});

describe('the minute that has just ended', () => {
  const history = '0XX-';

  it('is not missing yet while it may still be published', () => {
    expect(evaluate(history, { now: new Date('2026-11-23T12:00:05Z') })).toBe('OK');
    expect(evaluate('--XX-', { now: new Date('2026-11-23T12:00:05Z') })).toBeUndefined();
  });

  it('counts as soon as it is there', () => {
    expect(evaluate('--XXX', { now: new Date('2026-11-23T12:00:01Z') })).toBe('ALARM');
  });

  it('is missing half a minute later', () => {
    expect(evaluate('--XX-')).toBe('ALARM');
  });
});
