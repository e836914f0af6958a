import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchingParts } from './part-problems.ts';
import { identify } from './process-identity.ts';

const words = "haproxy dies each time it is started: cannot bind UNIX socket '/s' (logs/haproxy.log)";
const interruption = new AbortController();
let workspace: string;
let printed: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'part-problems-'));
  mkdirSync(join(workspace, '.local-cloud'));
  printed = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(workspace, { recursive: true });
});

const statusFile = () => join(workspace, '.local-cloud/status.json');

function failingFor(seconds: number, daemon = identify(process.pid)): void {
  const failingSince = new Date(Date.now() - seconds * 1000).toISOString();
  const parts = [{ name: 'redis' }, { name: 'load-balancer', problem: words, failingSince }];
  writeFileSync(statusFile(), JSON.stringify({ daemon, parts }));
}

const untilInterrupted = (signal: AbortSignal) =>
  sleep(10_000, undefined, { signal }).catch(() => {
    throw new Error('terraform was interrupted');
  });
const watching = (act: (signal: AbortSignal) => Promise<unknown>) =>
  watchingParts(workspace, 'deployFailed', interruption.signal, act);

it('who waits for a part that cannot run is told at once, and interrupted when that has lasted 20 s', async () => {
  failingFor(18);
  await expect(watching(untilInterrupted)).rejects.toMatchObject({
    exitCode: 4,
    message: `load-balancer of the local cloud has not worked for 20 s: ${words}`,
  });
  expect(printed).toBe(`problem of load-balancer: ${words}\n`);
});

it('nothing is begun where that has lasted longer', async () => {
  failingFor(30);
  const act = jest.fn();
  await expect(watching(act)).rejects.toThrow('has not worked for 30 s');
  expect(act).not.toHaveBeenCalled();
});

it('a part that works again is waited for', async () => {
  failingFor(5);
  await expect(watching(async () => 'deployed')).resolves.toBe('deployed');
});

it('who waits for a local cloud that ends is interrupted at once, with the reason', async () => {
  failingFor(0);
  const waiting = watching(untilInterrupted);
  const failure = 'the emulator ended with exit code 137';
  const daemon = { pid: process.pid, startTime: '1' };
  writeFileSync(statusFile(), JSON.stringify({ daemon, failure, parts: [] }));
  await expect(waiting).rejects.toMatchObject({
    exitCode: 4,
    message: `the local cloud failed: ${failure}`,
  });
});

it('who waits for a local cloud that is stopped is interrupted at once', async () => {
  failingFor(0);
  const waiting = watching(untilInterrupted);
  rmSync(statusFile());
  await expect(waiting).rejects.toThrow('the local cloud was stopped');
});

it('who begins without a local cloud is left to say so', async () => {
  failingFor(30, { pid: process.pid, startTime: '1' });
  await expect(watching(async () => 'looked')).resolves.toBe('looked');
});
