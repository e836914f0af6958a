import type { HealthStatus } from '../emulator/emulator-api.ts';
import type { TargetHealth } from '../load-balancer/targets.ts';
import type { TaskView } from './scheduler.ts';

export type TaskHealth = Pick<TaskView, 'health' | 'unhealthyReason'>;

export interface TaskSigns {
  /** Whether the task's last status is RUNNING. */
  readonly running: boolean;
  readonly secondsRunning: number;
  /** ECS ignores failing checks for so long after the start. */
  readonly gracePeriodSeconds: number;
  /** @default - the container has no health check */
  readonly container?: HealthStatus;
  /** @default - the service has no load balancer */
  readonly target?: { readonly targetGroupArn: string; readonly health: TargetHealth };
}

/** What the service scheduler makes of a task's health checks. */
export function healthOf({
  running,
  secondsRunning,
  gracePeriodSeconds,
  container,
  target,
}: TaskSigns): TaskHealth {
  if (!running) return { health: 'starting' };
  const reason = unhealthyReason(container, target);
  if (reason)
    return secondsRunning < gracePeriodSeconds
      ? { health: 'starting' }
      : { health: 'unhealthy', unhealthyReason: reason };
  const passed = [container ?? 'HEALTHY', target?.health ?? 'healthy'];
  return { health: passed[0] === 'HEALTHY' && passed[1] === 'healthy' ? 'healthy' : 'starting' };
}

function unhealthyReason(container: TaskSigns['container'], target: TaskSigns['target']): string | undefined {
  if (container === 'UNHEALTHY') return 'Task failed container health checks';
  if (target?.health === 'unhealthy')
    return `Task failed ELB health checks in (target-group ${target.targetGroupArn})`;
  return undefined;
}
