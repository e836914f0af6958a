import type { StoreBlock } from '../k6/workloads/store-blocks.ts';
import { steadyMinutes } from '../run/steady-minutes.ts';
import { examOf } from '../summary/exam-start.ts';
import { storeBlocksOf } from '../summary/session-stores.ts';
import type { Happening } from './events.ts';
import type { ReportData } from './report-data.ts';

const where: Readonly<Record<StoreBlock['sessions'], string>> = {
  'in both': 'are half in Redis, half in PostgreSQL',
  redis: 'move to Redis',
  postgresql: 'move to PostgreSQL',
};

/** What the students did, and when it became too much for the tasks. */
export function loadEvents({ record, phases, moments }: ReportData): Happening[] {
  const { from: arrived, until: leaving } = steadyMinutes(record.startedAt, phases);
  return [
    ...at(arrived, 'all students have arrived'),
    ...at(examOf(record)?.from, 'the exam starts'),
    ...storeBlocksOf(record).flatMap(({ start, sessions }) =>
      at(new Date(start), `sessions ${where[sessions]}`),
    ),
    ...at(moments.aboveTarget, 'first minute above the scaling target begins'),
    ...at(record.endedAt >= leaving ? leaving : undefined, 'students begin to leave'),
  ];
}

/** One moment, or none when it did not come. */
function at(moment: Date | undefined, label: string): Happening[] {
  return moment ? [{ at: moment, kind: 'load', label }] : [];
}
