import type { RunEvent } from '../run/run-record.ts';
import { loadEvents } from './load-events.ts';
import type { ReportData } from './report-data.ts';
import { scalingEvents } from './scaling-events.ts';

/** What kind of moment it is: `load` when it is the students' own doing. */
export type EventKind = RunEvent['kind'] | 'load';

export interface Happening {
  readonly at: Date;
  readonly kind: EventKind;
  readonly label: string;
}

/** A moment that is marked in every chart. */
export interface ReportEvent extends Happening {
  readonly number: number;
}

/** The moments that explain the curves, from the earliest to the latest, numbered. */
export function eventsOf(data: ReportData): ReportEvent[] {
  return [...loadEvents(data), ...scalingEvents(data), ...data.taskEvents, ...data.record.events]
    .sort((left, right) => left.at.getTime() - right.at.getTime())
    .map((event, index) => ({ number: index + 1, ...event }));
}

/** More moments than can be taken in at a glance. */
export function crowded(events: readonly ReportEvent[]): boolean {
  return events.length > 16;
}
