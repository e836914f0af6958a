import {
  paginateDescribeScalingActivities,
  paginateDescribeScalingPolicies,
} from '@aws-sdk/client-application-auto-scaling';
import type { Window } from '../run/window.ts';
import { readAlarms } from './alarms.ts';
import { readFullPeriods } from './burst-alarms.ts';
import type { Clients } from './clients.ts';
import type { StageOutputs } from './outputs.ts';
import { readScalableTarget, scalableResource } from './scalable-target.ts';

/** What a target-tracking policy tracks. */
export type TrackedMetric = 'cpu' | 'memory';

const trackedMetrics: Readonly<Record<string, TrackedMetric>> = {
  ECSServiceAverageCPUUtilization: 'cpu',
  ECSServiceAverageMemoryUtilization: 'memory',
};

/** Of a policy that says none (Application Auto Scaling, "Define cooldown periods"). */
const DEFAULT_COOLDOWN_SECONDS = 300;

export interface TrackingPolicy {
  readonly name: string;
  readonly tracks: TrackedMetric;
  readonly targetPercent: number;
  /** Seconds until another scaling activity of the same direction may follow. */
  readonly cooldowns: { readonly out: number; readonly in: number };
  /** State of each alarm that the policy owns, by the alarm's name. */
  readonly alarmStates: Readonly<Record<string, string>>;
}

export interface ScalingActivity {
  readonly startedAt: Date;
  /** Why, in the words of Application Auto Scaling: it names the alarm and the policy. */
  readonly cause: string;
  readonly description: string;
  readonly status: string;
}

/** How the service is scaled, and what was done about it during a run. */
export interface Scaling {
  readonly minTasks: number;
  readonly maxTasks: number;
  /** Directions in which the policies may not scale just now (`SuspendedState`). */
  readonly suspended: readonly ('in' | 'out')[];
  readonly policies: readonly TrackingPolicy[];
  /** From the earliest to the latest. */
  readonly activities: readonly ScalingActivity[];
  /** Starts of the periods in which the tasks were full, as the burst policy sees it. @default - CloudWatch does not hold them any more */
  readonly fullPeriods?: readonly Date[];
}

/** What is known when Application Auto Scaling does not answer. */
export const unknownScaling: Scaling = {
  minTasks: 0,
  maxTasks: 0,
  suspended: [],
  policies: [],
  activities: [],
  fullPeriods: [],
};

/** Asks Application Auto Scaling and the alarms of its policies. */
export async function readScaling(clients: Clients, outputs: StageOutputs, window: Window): Promise<Scaling> {
  const resource = scalableResource(outputs);
  const target = await readScalableTarget(clients, outputs);
  return {
    minTasks: target?.MinCapacity ?? 0,
    maxTasks: target?.MaxCapacity ?? 0,
    suspended: [
      ...(target?.SuspendedState?.DynamicScalingInSuspended ? ['in' as const] : []),
      ...(target?.SuspendedState?.DynamicScalingOutSuspended ? ['out' as const] : []),
    ],
    policies: await readPolicies(clients, resource),
    activities: await readActivities(clients, resource, window),
    fullPeriods: await readFullPeriods(clients, outputs, window),
  };
}

interface Resource {
  readonly ServiceNamespace: 'ecs';
  readonly ResourceId: string;
}

async function readPolicies(clients: Clients, resource: Resource): Promise<TrackingPolicy[]> {
  const policies: TrackingPolicy[] = [];
  for await (const page of paginateDescribeScalingPolicies({ client: clients.autoScaling }, resource))
    for (const {
      PolicyName = '',
      TargetTrackingScalingPolicyConfiguration: tracking,
      Alarms = [],
    } of page.ScalingPolicies ?? []) {
      const tracks = trackedMetrics[tracking?.PredefinedMetricSpecification?.PredefinedMetricType ?? ''];
      if (!tracks) continue;
      const alarms = await readAlarms(
        clients,
        Alarms.map(({ AlarmName = '' }) => AlarmName),
      );
      policies.push({
        name: PolicyName,
        tracks,
        targetPercent: tracking?.TargetValue ?? 0,
        cooldowns: {
          out: tracking?.ScaleOutCooldown ?? DEFAULT_COOLDOWN_SECONDS,
          in: tracking?.ScaleInCooldown ?? DEFAULT_COOLDOWN_SECONDS,
        },
        alarmStates: Object.fromEntries(
          alarms.map(({ AlarmName = '', StateValue = '' }) => [AlarmName, StateValue]),
        ),
      });
    }
  return policies;
}

async function readActivities(
  { autoScaling }: Clients,
  resource: Resource,
  { start }: Window,
): Promise<ScalingActivity[]> {
  const activities: ScalingActivity[] = [];
  for await (const page of paginateDescribeScalingActivities({ client: autoScaling }, resource))
    for (const { StartTime, Cause = '', Description = '', StatusCode = '' } of page.ScalingActivities ?? [])
      if (StartTime && StartTime >= start)
        activities.push({ startedAt: StartTime, cause: Cause, description: Description, status: StatusCode });
  return activities.sort((left, right) => left.startedAt.getTime() - right.startedAt.getTime());
}
