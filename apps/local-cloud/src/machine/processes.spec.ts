import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Folders, Processes } from '../types.ts';
import { ProcessRecords } from './process-records.ts';
import { createProcesses } from './processes.ts';

let folders: Folders;
let processes: Processes;

beforeEach(() => {
  const state = mkdtempSync(join(tmpdir(), 'processes-'));
  folders = { workspace: state, state, logs: join(state, 'logs'), sockets: join(state, 's') };
  mkdirSync(folders.logs);
  processes = createProcesses(folders);
});

afterEach(() => rmSync(folders.state, { recursive: true }));

const shell = (script: string, onLine?: (line: string) => void) =>
  processes.start({ name: 'shell', command: 'sh', args: ['-c', script], onLine });

it('writes what a process says to its log', async () => {
  await shell('echo out; echo error >&2').exited;
  expect(readFileSync(join(folders.logs, 'shell.log'), 'utf8')).toBe('out\nerror\n');
});

it('hands out lines, all of them before the exit is known', async () => {
  const lines: string[] = [];
  const { code } = await shell('echo one; echo two; exit 3', (line) => lines.push(line)).exited;
  expect(lines).toEqual(['one', 'two']);
  expect(code).toBe(3);
});

it('inherits no environment but what a program needs to run', async () => {
  process.env['PROCESSES_SPEC'] = 'inherited';
  const lines: string[] = [];
  await shell('echo "<$PROCESSES_SPEC>"', (line) => lines.push(line)).exited;
  expect(lines).toEqual(['<>']);
});

it('says the signal that ended a process as 128 + its number', async () => {
  expect(await shell('exec sleep 60').stop('SIGTERM', 5)).toEqual({ code: 143 });
});

it('kills a process that does not end in time', async () => {
  let ready = () => {};
  const trapped = new Promise<void>((resolve) => (ready = resolve));
  const child = shell('trap "" TERM; echo ready; while :; do sleep 0.05; done', () => ready());
  await trapped;
  expect(await child.stop('SIGTERM', 0.2)).toEqual({ code: 137 });
});

it('has ended although a process that it has started holds its output', async () => {
  const lines: string[] = [];
  await shell('sleep 3 & echo started', (line) => lines.push(line)).exited;
  expect(lines).toEqual(['started']);
});

it('is recorded while it runs', async () => {
  const child = shell('exec sleep 60');
  const recorded = () => new ProcessRecords(folders.state).running().map(({ name }) => name);
  expect(recorded()).toEqual(['shell']);
  await child.stop('SIGKILL');
  expect(recorded()).toEqual([]);
});

it('tells only the caller when a process cannot be started', async () => {
  const cwd = join(folders.state, 'missing');
  expect(() => processes.start({ name: 'shell', command: 'sh', args: [], cwd })).toThrow(
    'shell could not be started',
  );
  await new Promise((resolve) => setImmediate(resolve));
});
