import { nextRun } from './schedule.ts';

const action = { Timezone: 'UTC', CreationTime: new Date('2026-11-01T00:00:00Z') };

/** Times of the next runs, in UTC. */
function runs(
  Schedule: string,
  after: string,
  { Timezone = 'UTC', count = 1, ...times }: Options = {},
): string[] {
  const found: string[] = [];
  let time = new Date(after);
  while (found.length < count) {
    const run = nextRun({ ...action, ...times, Schedule, Timezone }, time);
    if (!run) break;
    found.push(run.toISOString().replace(':00.000Z', 'Z'));
    time = run;
  }
  return found;
}

interface Options {
  readonly Timezone?: string;
  readonly count?: number;
  readonly StartTime?: Date;
  readonly EndTime?: Date;
}

describe('Application Auto Scaling User Guide, "Schedule recurring scaling actions": cron', () => {
  it.each([
    ['every Monday at 6:30', 'cron(30 6 ? * MON *)', '2026-11-23T06:30Z'],
    ['weekdays counted from Sunday = 1', 'cron(30 6 ? * 2 *)', '2026-11-23T06:30Z'],
    ['on working days', 'cron(0 8 ? * MON-FRI *)', '2026-11-23T08:00Z'],
    ['steps from a minute on', 'cron(10/20 8 * * ? *)', '2026-11-21T08:10Z'],
    ['L: the last day of the month', 'cron(0 8 L * ? *)', '2026-11-30T08:00Z'],
    ['6L: the last Friday of the month', 'cron(0 8 ? * 6L *)', '2026-11-27T08:00Z'],
    ['W: the working day nearest to the 6th', 'cron(0 8 6W DEC ? *)', '2026-12-07T08:00Z'],
    ['#: the third Friday of the month', 'cron(0 8 ? * 6#3 *)', '2026-12-18T08:00Z'],
    ['seconds in front of seven fields', 'cron(30 0 8 1 JAN ? *)', '2027-01-01T08:00:30.000Z'],
    ['a year', 'cron(0 8 1 JAN ? 2028)', '2028-01-01T08:00Z'],
  ])('%s', (_what, expression, run) => {
    expect(runs(expression, '2026-11-21T00:00:00Z')).toEqual([run]);
  });

  it('has no run left after its last year', () => {
    expect(runs('cron(0 8 1 JAN ? 2020)', '2026-11-21T00:00:00Z')).toEqual([]);
  });
});

describe('Application Auto Scaling User Guide, "How scheduled scaling works", "Considerations": time zones', () => {
  const zone = (Timezone: string) => ({ Timezone, count: 2 });

  it.each([
    ['America/New_York', '2026-03-07', ['2026-03-07T13:00Z', '2026-03-08T12:00Z']],
    ['America/New_York', '2026-10-31', ['2026-10-31T12:00Z', '2026-11-01T13:00Z']],
    ['Europe/Lisbon', '2026-03-28', ['2026-03-28T08:00Z', '2026-03-29T07:00Z']],
    ['Europe/Lisbon', '2026-10-24', ['2026-10-24T07:00Z', '2026-10-25T08:00Z']],
    // No daylight saving time since 2019.
    ['America/Sao_Paulo', '2026-10-17', ['2026-10-17T11:00Z', '2026-10-18T11:00Z']],
    ['America/Sao_Paulo', '2018-11-03', ['2018-11-03T11:00Z', '2018-11-04T10:00Z']],
  ])('%s keeps 8:00 on the wall from %s to the next day', (Timezone, day, found) => {
    expect(runs('cron(0 8 * * ? *)', `${day}T00:00:00Z`, zone(Timezone))).toEqual(found);
  });
});

describe('EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler": daylight saving time', () => {
  it.each([
    ['America/New_York', 'cron(30 2 * * ? *)', '2026-03-07', ['2026-03-07T07:30Z', '2026-03-09T06:30Z']],
    ['Europe/Lisbon', 'cron(30 1 * * ? *)', '2026-03-28', ['2026-03-28T01:30Z', '2026-03-30T00:30Z']],
  ])('%s: a time that the gap swallows is skipped', (Timezone, schedule, day, found) => {
    expect(runs(schedule, `${day}T00:00:00Z`, { Timezone, count: 2 })).toEqual(found);
  });

  it.each([
    ['America/New_York', 'cron(30 1 * * ? *)', '2026-11-01', ['2026-11-01T05:30Z', '2026-11-02T06:30Z']],
    ['Europe/Lisbon', 'cron(30 1 * * ? *)', '2026-10-25', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
  ])('%s: a time that comes twice runs once', (Timezone, schedule, day, found) => {
    expect(runs(schedule, `${day}T00:00:00Z`, { Timezone, count: 2 })).toEqual(found);
  });

  it('the days of a rate have 24 hours', () => {
    const StartTime = new Date('2026-03-07T13:00:00Z');
    expect(
      runs('rate(1 day)', '2026-03-07T13:00:00Z', { Timezone: 'America/New_York', count: 2, StartTime }),
    ).toEqual(['2026-03-08T13:00Z', '2026-03-09T13:00Z']);
  });
});

describe('Application Auto Scaling API Reference, "PutScheduledAction": rate and at', () => {
  it('a rate counts from the creation, or runs at its start time first', () => {
    expect(runs('rate(2 hours)', '2026-11-01T00:00:00Z', { count: 2 })).toEqual([
      '2026-11-01T02:00Z',
      '2026-11-01T04:00Z',
    ]);
    const StartTime = new Date('2026-11-02T09:00:00Z');
    expect(runs('rate(1 day)', '2026-11-01T00:00:00Z', { count: 2, StartTime })).toEqual([
      '2026-11-02T09:00Z',
      '2026-11-03T09:00Z',
    ]);
  });

  it('at runs once, at the time of its zone', () => {
    const Timezone = 'America/Sao_Paulo';
    expect(runs('at(2026-12-01T07:45:00)', '2026-11-21T00:00:00Z', { Timezone, count: 2 })).toEqual([
      '2026-12-01T10:45Z',
    ]);
  });

  it('at a time that the gap swallows runs when it is over (our choice: once must not become never)', () => {
    const Timezone = 'America/New_York';
    expect(runs('at(2026-03-08T02:30:00)', '2026-03-01T00:00:00Z', { Timezone })).toEqual([
      '2026-03-08T07:30Z',
    ]);
  });

  it('a recurring action runs at its start time, then by its expression, until its end time', () => {
    const times = {
      StartTime: new Date('2026-11-22T10:00:00Z'),
      EndTime: new Date('2026-11-24T00:00:00Z'),
      count: 9,
    };
    expect(runs('cron(0 8 * * ? *)', '2026-11-21T00:00:00Z', times)).toEqual([
      '2026-11-22T10:00Z',
      '2026-11-23T08:00Z',
    ]);
  });

  it.each(['cron(0 8 * * ?)', 'rate(0 minutes)', 'at(tomorrow)', 'every day', 'cron(61 8 * * ? *)'])(
    'refuses %s',
    (expression) => {
      expect(() => runs(expression, '2026-11-21T00:00:00Z')).toThrow(`Invalid schedule ${expression}`);
    },
  );

  it('refuses an unknown time zone', () => {
    expect(() => runs('cron(0 8 * * ? *)', '2026-11-21T00:00:00Z', { Timezone: 'Mars/Olympus' })).toThrow(
      'Mars/Olympus',
    );
  });
});
