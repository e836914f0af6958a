import { examWindowAt, scheduleOf, validateExamWindows, type ExamWindow } from './exam-window.ts';

const morning: ExamWindow = {
  name: 'morning',
  weekdays: ['MON', 'WED'],
  startTime: '08:00',
  endTime: '12:30',
  minTasks: 10,
};

describe('an exam window', () => {
  it('raises the floor a quarter of an hour ahead and restores it at the end', () => {
    expect(scheduleOf(morning)).toEqual({
      raise: 'cron(45 7 ? * MON,WED *)',
      restore: 'cron(30 12 ? * MON,WED *)',
    });
  });

  it('has a lead of its own if one is given', () => {
    expect(scheduleOf({ ...morning, leadMinutes: 90 }).raise).toBe('cron(30 6 ? * MON,WED *)');
  });

  it.each<[string, Partial<ExamWindow>]>([
    ['examWindows[0].name must be lower-case', { name: 'Morning' }],
    ['examWindows[0].weekdays must name at least one day, got []', { weekdays: [] }],
    ['examWindows[0].startTime must be a time such as 07:30, got "24:00"', { startTime: '24:00' }],
    ['examWindows[0].endTime must be a time such as 07:30, got "9:30"', { endTime: '9:30' }],
    ['examWindows[0].endTime must be later than startTime (08:00), got "08:00"', { endTime: '08:00' }],
    ['examWindows[0].leadMinutes must be between 7 and 180, got 181', { leadMinutes: 181 }],
    ['examWindows[0].leadMinutes must be between 7 and 180, got 6', { leadMinutes: 6 }],
    ['examWindows[0].startTime must be at least 15 minutes after midnight', { startTime: '00:14' }],
  ])('is refused: %s', (message, change) => {
    expect(() => validateExamWindows([{ ...morning, ...change }])).toThrow(message);
  });

  it('may start as early as its lead allows', () => {
    expect(() => validateExamWindows([{ ...morning, startTime: '00:15' }])).not.toThrow();
  });
});

describe('the exam window at a moment', () => {
  // São Paulo is three hours behind UTC; 2 November 2026 is a Monday.
  it.each([
    ['a minute before its lead', '2026-11-02T10:44:00Z', undefined],
    ['from its lead', '2026-11-02T10:45:00Z', 'morning'],
    ['in its last minute', '2026-11-02T15:29:59Z', 'morning'],
    ['at its end', '2026-11-02T15:30:00Z', undefined],
    ['on a day without one', '2026-11-03T12:00:00Z', undefined],
    ['late in the evening, when it is the next day in UTC', '2026-11-03T02:30:00Z', 'late'],
  ])('is, %s: %s', (_when, moment, name) => {
    const late: ExamWindow = { ...morning, name: 'late', startTime: '23:00', endTime: '23:59' };
    expect(examWindowAt([morning, late], new Date(moment))?.name).toBe(name);
  });
});

describe('several exam windows', () => {
  const after = (startTime: string): ExamWindow => ({
    ...morning,
    name: 'noon',
    startTime,
    endTime: '18:00',
  });

  it('have names of their own', () => {
    expect(() => validateExamWindows([morning, { ...after('14:00'), name: 'morning' }])).toThrow(
      'examWindows[1].name must be used once, got "morning"',
    );
  });

  it('do not restore the floor that the next has raised already', () => {
    expect(() => validateExamWindows([morning, after('12:45')])).toThrow(
      'examWindows[1] must not overlap morning, lead time included, got "noon"',
    );
    expect(() => validateExamWindows([morning, after('12:46')])).not.toThrow();
  });

  it('may be at the same time on other days', () => {
    expect(() => validateExamWindows([morning, { ...after('08:00'), weekdays: ['TUE'] }])).not.toThrow();
  });
});
