import { Cron } from 'croner';
import { validationError, type ApiError } from './api-error.ts';
import type { ScheduledActionDescription } from './registry.ts';

/** When a scheduled action runs. `rate` counts from the creation when there is no start time. */
export type Schedule = Pick<
  ScheduledActionDescription,
  'Schedule' | 'Timezone' | 'StartTime' | 'EndTime' | 'CreationTime'
>;

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The first run later than `after`.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 *
 * A recurring action with a start time runs at that time, and from then on by its expression:
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 *
 * @throws ApiError `ValidationException` for a schedule that does not exist
 */
export function nextRun(schedule: Schedule, after: Date): Date | undefined {
  const { StartTime: startTime, EndTime: endTime } = schedule;
  const recurring = !schedule.Schedule.startsWith('at(');
  const run =
    recurring && startTime && startTime > after
      ? startTime
      : byExpression(schedule, startTime && startTime > after ? startTime : after);
  return run && endTime && run > endTime ? undefined : run;
}

function byExpression(schedule: Schedule, after: Date): Date | undefined {
  const [, kind, argument = ''] = /^(at|rate|cron)\((.*)\)$/.exec(schedule.Schedule) ?? [];
  switch (kind) {
    case 'at':
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(argument)) throw invalid(schedule);
      return parsed(argument, schedule).nextRun(after) ?? undefined;
    case 'rate':
      return nextByRate(argument, schedule, after);
    case 'cron':
      return nextByCron(cronPattern(argument, schedule), schedule, after);
    default:
      throw invalid(schedule);
  }
}

function nextByRate(argument: string, schedule: Schedule, after: Date): Date {
  const { StartTime: startTime, CreationTime: createdAt } = schedule;
  const [, value, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(argument) ?? [];
  if (!value || !unit) throw invalid(schedule);
  const intervalMs = Number(value) * unitMs[unit as keyof typeof unitMs];
  const origin = (startTime ?? createdAt).getTime();
  const intervals = Math.floor((after.getTime() - origin) / intervalMs) + 1;
  return new Date(origin + Math.max(intervals, startTime ? 0 : 1) * intervalMs);
}

/**
 * AWS's fields begin with minutes, or with seconds when there are seven, and may begin a step with a number, which croner
 * spells as a range.
 */
function cronPattern(argument: string, schedule: Schedule): string {
  const fields = argument.trim().split(/\s+/);
  if (fields.length === 6) fields.unshift('0');
  if (fields.length !== 7) throw invalid(schedule);
  const last = [59, 59, 23, 31, 12, 7, 2199];
  return fields.map((field, index) => field.replace(/\b(\d+)\/(\d+)/g, `$1-${last[index]}/$2`)).join(' ');
}

/**
 * A time that the clock skips when daylight saving time begins is skipped, one that it repeats runs once: the rule of
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
function nextByCron(pattern: string, schedule: Schedule, after: Date): Date | undefined {
  const cron = parsed(pattern, schedule);
  let run = cron.nextRun(after);
  // croner answers the end of the gap for a time within it.
  while (run && !cron.match(run)) run = cron.nextRun(run);
  return run ?? undefined;
}

function parsed(pattern: string, schedule: Schedule): Cron {
  try {
    // AWS's weekdays are 1 (Sunday) to 7, and both day fields must match.
    const cron = new Cron(pattern, {
      timezone: schedule.Timezone,
      alternativeWeekdays: true,
      domAndDow: true,
      paused: true,
    });
    cron.nextRun();
    return cron;
  } catch (error) {
    throw invalid(schedule, error);
  }
}

function invalid(schedule: Schedule, cause?: unknown): ApiError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return validationError(`Invalid schedule ${schedule.Schedule} in time zone ${schedule.Timezone}${reason}`);
}
