import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthCheck } from '@aws-sdk/client-ecs';
import type { HealthStatus } from '../emulator/emulator-api.ts';

/** Runs a command in the container. @returns whether it succeeded within the time given */
export type RunInContainer = (command: readonly string[], timeoutSeconds: number) => Promise<boolean>;

/**
 * A container's health check until `signal` aborts: failures within the start period do not count, a success ends it.
 */
export async function watchContainerHealth(
  { command = [], interval = 30, timeout = 5, retries = 3, startPeriod = 0 }: HealthCheck,
  run: RunInContainer,
  onStatus: (status: HealthStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  const started = Date.now();
  let failures = 0;
  let starting = startPeriod > 0;
  while (await elapsed(interval, signal)) {
    // A command that cannot even be started has failed.
    const healthy = await run(programOf(command), timeout).catch(() => false);
    if (signal.aborted) return;
    starting &&= !healthy && Date.now() - started < startPeriod * 1000;
    failures = healthy || starting ? 0 : failures + 1;
    if (healthy) onStatus('HEALTHY');
    else if (failures >= retries) onStatus('UNHEALTHY');
  }
}

/** @returns false when `signal` aborted before */
async function elapsed(seconds: number, signal: AbortSignal): Promise<boolean> {
  return sleep(seconds * 1000, true, { signal }).catch(() => false);
}

function programOf([form, ...words]: readonly string[]): string[] {
  return form === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : words;
}
