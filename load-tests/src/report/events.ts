import type { StoreBlock } from '../k6/workloads/store-blocks.ts';
import type { RunEvent } from '../run/run-record.ts';
import { storeBlocksOf } from '../summary/session-stores.ts';
import { examOf } from '../summary/exam-start.ts';
import type { ReportData } from './report-data.ts';
import { scalingEvents } from './scaling-events.ts';

/** What kind of moment it is: `load` when it is the students' own coming and going. */
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

/** More moments than can be taken in at a glance. */
export function crowded(events: readonly ReportEvent[]): boolean {
  return events.length > 16;
}

const where: Readonly<Record<StoreBlock['sessions'], string>> = {
  'in both': 'are half in Redis, half in PostgreSQL',
  redis: 'move to Redis',
  postgresql: 'move to PostgreSQL',
};

/** The moments that explain the curves, from the earliest to the latest, numbered. */
export function eventsOf(data: ReportData): ReportEvent[] {
  const { record, phases, moments, taskEvents } = data;
  const after = (seconds: number) => new Date(record.startedAt.getTime() + seconds * 1000);
  const leaving = after(phases.rampSeconds + phases.holdSeconds);
  return [
    ...at(after(phases.rampSeconds), 'load', 'all students have arrived'),
    ...at(examOf(record)?.from, 'load', 'the exam starts'),
    ...at(moments.aboveTarget, 'load', 'first minute above the scaling target begins'),
    ...scalingEvents(data),
    ...taskEvents,
    ...record.events,
    ...storeBlocksOf(record).flatMap(({ start, sessions }) =>
      at(new Date(start), 'load', `sessions ${where[sessions]}`),
    ),
    ...at(record.endedAt >= leaving ? leaving : undefined, 'load', 'students begin to leave'),
  ]
    .sort((left, right) => left.at.getTime() - right.at.getTime())
    .map((event, index) => ({ number: index + 1, ...event }));
}

/** One moment, or none when it did not come. */
function at(moment: Date | undefined, kind: EventKind, label: string): Happening[] {
  return moment ? [{ at: moment, kind, label }] : [];
}
