import type { ReportData } from './report-data.ts';

/** A moment that is marked in every chart. */
export interface ReportEvent {
  readonly number: number;
  readonly at: Date;
  readonly label: string;
}

/** The moments that explain the curves, from the earliest to the latest, numbered. */
export function eventsOf({ record, phases, moments, taskEvents }: ReportData): ReportEvent[] {
  const after = (seconds: number) => new Date(record.startedAt.getTime() + seconds * 1000);
  const held = phases.rampSeconds + phases.holdSeconds;
  const events: readonly (readonly [Date | undefined, string])[] = [
    [after(phases.rampSeconds), 'all students have arrived'],
    [moments.aboveTarget, 'first minute above the scaling target begins'],
    [moments.decision, 'target tracking decides to add tasks'],
    [moments.healthy, 'all desired tasks are healthy'],
    ...taskEvents.map(({ at, label }) => [at, label] as const),
    [record.endedAt >= after(held) ? after(held) : undefined, 'students begin to leave'],
  ];
  return events
    .flatMap(([at, label]) => (at ? [{ at, label }] : []))
    .sort((left, right) => left.at.getTime() - right.at.getTime())
    .map((event, index) => ({ number: index + 1, ...event }));
}
