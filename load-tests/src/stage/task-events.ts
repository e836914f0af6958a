import type { Task } from '@aws-sdk/client-ecs';
import type { Window } from '../run/window.ts';
import { lostTasks, type DeployedService } from './service.ts';
import { taskName } from './task-name.ts';

/** A task that was lost in a run, or that took the place of one. */
export interface TaskEvent {
  readonly at: Date;
  readonly kind: 'fault' | 'recovery';
  readonly label: string;
}

/** Asks ECS which tasks were lost during a run, and which took their place. */
export async function readTaskEvents(service: DeployedService, window: Window): Promise<TaskEvent[]> {
  const [stopped, running] = [await service.tasks('STOPPED'), await service.tasks('RUNNING')];
  return taskEvents(lostTasks(await service.describe(), stopped, window.start), running);
}

export function taskEvents(lost: readonly Task[], running: readonly Task[]): TaskEvent[] {
  const losses = lost.flatMap<TaskEvent>(({ taskArn, stoppingAt, stoppedAt, stoppedReason, containers }) => {
    const exitCode = containers?.[0]?.exitCode;
    const code = exitCode === undefined ? '' : ` (exit code ${exitCode})`;
    const at = stoppingAt ?? stoppedAt;
    return at
      ? [
          {
            at,
            kind: 'fault',
            label: `${taskName(taskArn)} is lost: ${stoppedReason ?? 'no reason given'}${code}`,
          },
        ]
      : [];
  });
  const first = Math.min(...losses.map(({ at }) => at.getTime()));
  const replacements = running.flatMap<TaskEvent>(({ taskArn, createdAt, startedAt }) =>
    createdAt && startedAt && createdAt.getTime() >= first
      ? [{ at: startedAt, kind: 'recovery', label: `${taskName(taskArn)} runs in its place` }]
      : [],
  );
  return [...losses, ...replacements].sort((left, right) => left.at.getTime() - right.at.getTime());
}
