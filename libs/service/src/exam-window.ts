import { ConfigurationError, requireBetween, requireMatch } from '@edutechbr/foundation';

/** Day of the week as cron spells it. */
export type Weekday = 'MON' | 'TUE' | 'WED' | 'THU' | 'FRI' | 'SAT' | 'SUN';

/** Hours in which exams are written, every week on the days named. */
export interface ExamWindow {
  /** Tells the windows apart: lower-case letters and digits in groups joined by single hyphens. */
  readonly name: string;
  /** Days on which the exam is written. */
  readonly weekdays: readonly Weekday[];
  /** When the exam starts, `HH:MM`. */
  readonly startTime: string;
  /** When the exam ends, `HH:MM` on the same day. */
  readonly endTime: string;
  /** Fewest tasks from `leadMinutes` before the start until the end. */
  readonly minTasks: number;
  /**
   * Minutes between the raise of the floor and the start of the exam: capacity has to be healthy five minutes ahead, and a
   * task takes about two until it serves. 7 to 180.
   *
   * @default 15
   */
  readonly leadMinutes?: number;
}

/** The two moments of a window, as Application Auto Scaling's cron expressions. */
export interface ExamWindowSchedule {
  readonly raise: string;
  readonly restore: string;
}

/** Whose clock the windows' times are read from. */
export const examTimezone = 'America/Sao_Paulo';

const fewestLeadMinutes = 7;
const defaultLeadMinutes = 15;
const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

/** When the floor is raised and when it is restored. */
export function scheduleOf(window: ExamWindow): ExamWindowSchedule {
  const { from, to } = raisedMinutes(window);
  const cron = (minutes: number) =>
    `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${window.weekdays.join(',')} *)`;
  return { raise: cron(from), restore: cron(to) };
}

/** The window that has its tasks at a moment: from `leadMinutes` before its start until its end. */
export function examWindowAt<Window extends ExamWindow>(
  windows: readonly Window[],
  moment: Date,
): Window | undefined {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: examTimezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, value]));
  const day = parts.get('weekday')?.toUpperCase();
  const minute = minutesAfterMidnight(`${parts.get('hour')}:${parts.get('minute')}`);
  return windows.find((window) => {
    const { from, to } = raisedMinutes(window);
    return window.weekdays.some((weekday) => weekday === day) && from <= minute && minute < to;
  });
}

/** @throws ConfigurationError if a window is malformed or in the way of another. */
export function validateExamWindows(windows: readonly ExamWindow[]): void {
  windows.forEach((window, index) => {
    const prop = `examWindows[${index}]`;
    validateExamWindow(prop, window);
    validateApart(prop, window, windows.slice(0, index));
  });
}

/** @throws ConfigurationError if the window's name is taken, or if one would restore the floor while the other still needs it. */
export function validateApart(prop: string, window: ExamWindow, others: readonly ExamWindow[]): void {
  if (others.some(({ name }) => name === window.name)) {
    throw new ConfigurationError(`${prop}.name`, 'must be used once', window.name);
  }
  const overlapping = others.find((other) => overlap(window, other));
  if (overlapping) {
    throw new ConfigurationError(
      prop,
      `must not overlap ${overlapping.name}, lead time included`,
      window.name,
    );
  }
}

/** @throws ConfigurationError if the window by itself is malformed. */
export function validateExamWindow(prop: string, window: ExamWindow): void {
  const { name, weekdays, startTime, endTime, leadMinutes = defaultLeadMinutes } = window;
  const nameRule = 'must be lower-case letters and digits in groups joined by single hyphens';
  requireMatch(`${prop}.name`, name, /^[a-z0-9]+(-[a-z0-9]+)*$/, nameRule);
  if (weekdays.length === 0) {
    throw new ConfigurationError(`${prop}.weekdays`, 'must name at least one day', weekdays);
  }
  requireMatch(`${prop}.startTime`, startTime, timeOfDay, 'must be a time such as 07:30');
  requireMatch(`${prop}.endTime`, endTime, timeOfDay, 'must be a time such as 07:30');
  if (endTime <= startTime) {
    throw new ConfigurationError(`${prop}.endTime`, `must be later than startTime (${startTime})`, endTime);
  }
  requireBetween(`${prop}.leadMinutes`, leadMinutes, fewestLeadMinutes, 180);
  // A raise on the day before would need other weekdays than the exam's.
  if (raisedMinutes(window).from < 0) {
    throw new ConfigurationError(
      `${prop}.startTime`,
      `must be at least ${leadMinutes} minutes after midnight`,
      startTime,
    );
  }
}

function raisedMinutes({ startTime, endTime, leadMinutes = defaultLeadMinutes }: ExamWindow) {
  return { from: minutesAfterMidnight(startTime) - leadMinutes, to: minutesAfterMidnight(endTime) };
}

function minutesAfterMidnight(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function overlap(one: ExamWindow, other: ExamWindow): boolean {
  const [a, b] = [raisedMinutes(one), raisedMinutes(other)];
  return one.weekdays.some((day) => other.weekdays.includes(day)) && a.from <= b.to && b.from <= a.to;
}
