import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess, Processes } from '../types.ts';
import { Deaths } from './deaths.ts';
import { createProcesses } from './processes.ts';

let now = 0;
let deaths: Deaths;
let processes: Processes;
let state: string;

beforeEach(() => {
  now = Date.parse('2026-11-28T08:00:00Z');
  state = mkdtempSync(join(tmpdir(), 'deaths-'));
  const folders = { workspace: state, state, logs: join(state, 'logs'), sockets: state };
  mkdirSync(folders.logs);
  deaths = new Deaths(folders, () => now);
  processes = deaths.watch(createProcesses(folders));
});
afterEach(() => rmSync(state, { recursive: true }));

const start = (script: string): ChildProcess =>
  processes.start({ name: 'haproxy', command: 'sh', args: ['-c', script] });

async function dies(script: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await start(script).exited;
    now += 1000;
  }
}

const refuses =
  "echo '[ALERT]    (71) : config : socket path too long (max 97)'; echo 'masterauth \"hidden\"'; exit 1";

it('a program that dies each time it is started is a problem since its first death, in its own words', async () => {
  await dies(refuses, 3);
  const problem = deaths.problem();
  expect(problem?.since.toISOString()).toBe('2026-11-28T08:00:00.000Z');
  expect(problem?.text).toMatch(
    /^haproxy dies each time it is started: .*config : socket path too long \(max 97\)/,
  );
  expect(problem?.text).not.toMatch(/ALERT|hidden/);
  expect(problem?.text.match(/socket path too long/g)).toHaveLength(1);
});

it('one that was killed twice is none', async () => {
  await dies('kill -KILL $$', 2);
  expect(deaths.problem()).toBeUndefined();
});

it('one that runs at last is none', async () => {
  await dies(refuses, 3);
  now += 10_000;
  expect(deaths.problem()).toBeUndefined();
});

it('what we end ourselves has not died', async () => {
  for (let time = 0; time < 3; time++) await start('exec sleep 60').stop('SIGKILL');
  expect(deaths.problem()).toBeUndefined();
});

it('what had died before we end it has died', async () => {
  for (let time = 0; time < 3; time++) {
    const child = start('exit 1');
    await child.exited;
    await child.stop();
  }
  expect(deaths.problem()).toBeDefined();
});
