import type { HealthStatus } from '../emulator/emulator-api.ts';
import { watchContainerHealth } from './container-health.ts';

const check = { command: ['CMD', 'check'], interval: 0.001, retries: 2 };

/** What is told while the checks end as given; without an end a check could not be started. */
async function statuses(
  ends: readonly (boolean | undefined)[],
  startPeriod?: number,
): Promise<HealthStatus[]> {
  const told: HealthStatus[] = [];
  const watching = new AbortController();
  const left = [...ends];
  const run = async () => {
    if (left.length === 0) watching.abort();
    const end = left.shift();
    if (end === undefined) throw new Error('no process can be started');
    return end;
  };
  await watchContainerHealth({ ...check, startPeriod }, run, (status) => told.push(status), watching.signal);
  return told;
}

it('is unhealthy after as many failures in a row as the definition says', async () => {
  expect(await statuses([false, true, false, false])).toEqual(['HEALTHY', 'UNHEALTHY']);
});

it('fails when the command cannot be started', async () => {
  expect(await statuses([undefined, undefined])).toEqual(['UNHEALTHY']);
});

it('does not count failures within the start period, which the first success ends', async () => {
  expect(await statuses([false, false, false, true, false, false], 60)).toEqual(['HEALTHY', 'UNHEALTHY']);
});

it('asks a shell where the definition says so', async () => {
  const commands: (readonly string[])[] = [];
  const watching = new AbortController();
  const run = async (command: readonly string[]) => {
    commands.push(command);
    watching.abort();
    return true;
  };
  const shell = { ...check, command: ['CMD-SHELL', 'curl -f localhost || exit 1'] };
  await watchContainerHealth(shell, run, () => undefined, watching.signal);
  expect(commands).toEqual([['/bin/sh', '-c', 'curl -f localhost || exit 1']]);
});
