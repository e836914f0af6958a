import type { ScalingActivity } from '../stage/scaling.ts';
import { healthyAfter } from '../summary/scaling-times.ts';
import type { Happening } from './events.ts';
import type { ReportData } from './report-data.ts';

/** Everything that Application Auto Scaling did, and when the tasks that it asked for were healthy. */
export function scalingEvents({ scaling, record }: ReportData): Happening[] {
  const healthy = scaling.activities.flatMap(
    ({ startedAt }) => healthyAfter(startedAt, record.capacity)?.getTime() ?? [],
  );
  return [
    ...scaling.activities.map(decision),
    ...[...new Set(healthy)].map((time): Happening => ({
      at: new Date(time),
      kind: 'recovery',
      label: 'all desired tasks are healthy',
    })),
  ];
}

function decision({ startedAt, description, cause, status }: ScalingActivity): Happening {
  const failed = status === 'Failed';
  return {
    at: startedAt,
    kind: failed ? 'problem' : 'change',
    label: `${description.replace(/\.$/, '')} (${reason(cause)})${failed ? ': failed' : ''}`,
  };
}

/** The policy alone: its alarm's name is long and says no more. */
function reason(cause: string): string {
  return /policy \S+$/.exec(cause)?.[0] ?? cause;
}
