import { windowOf } from '../run/window.ts';
import { eventsOf, type ReportEvent } from './events.ts';
import type { ReportData } from './report-data.ts';

const MINUTE_MS = 60_000;

/** What all charts of a run share, so that a moment is at the same place in each. */
export interface TimeAxis {
  readonly start: Date;
  readonly end: Date;
  /** Where minute zero is. */
  readonly origin: Date;
  readonly events: readonly ReportEvent[];
}

/** Over the whole minutes of the run, and as far as its first and its last event. */
export function timeAxisOf(data: ReportData): TimeAxis {
  const { startedAt, endedAt } = data.record;
  const { start, end } = windowOf(startedAt, endedAt);
  const events = eventsOf(data);
  const times = [start, end, ...events.map(({ at }) => at)].map((at) => at.getTime());
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  return { start: first, end: last, origin: startedAt, events };
}

export function minutes(at: Date, { origin }: TimeAxis): number {
  return (at.getTime() - origin.getTime()) / MINUTE_MS;
}

export function momentAt(minutes: number, { origin }: TimeAxis): Date {
  return new Date(origin.getTime() + minutes * MINUTE_MS);
}

/** About `count` moments to be written below a chart: whole minutes, or halves in a short run. */
export function ticks({ start, end, origin }: TimeAxis, count: number): Date[] {
  const steps = [0.5, 1, 2, 3, 5, 10, 15, 30, 60, 120].map((step) => step * MINUTE_MS);
  const step = steps.find((each) => (end.getTime() - start.getTime()) / each <= count) ?? MINUTE_MS * 240;
  const first = Math.ceil((start.getTime() - origin.getTime()) / step);
  const last = Math.floor((end.getTime() - origin.getTime()) / step);
  return Array.from(
    { length: last - first + 1 },
    (_, index) => new Date(origin.getTime() + (first + index) * step),
  );
}

/** Minutes and seconds since minute zero: `4:46`. */
export function clock(at: Date, { origin }: TimeAxis): string {
  const seconds = Math.round((at.getTime() - origin.getTime()) / 1000);
  const distance = Math.abs(seconds);
  const sign = seconds < 0 ? '-' : '';
  return `${sign}${Math.floor(distance / 60)}:${String(distance % 60).padStart(2, '0')}`;
}
