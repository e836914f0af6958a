import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessRecords } from './process-records.ts';

let folder: string;
let child: ChildProcess;
const pid = () => child.pid ?? 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'process-records-'));
  child = spawn('sleep', ['60']);
  await once(child, 'spawn');
});

afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

it('ends the recorded processes and names them', async () => {
  new ProcessRecords(folder).add('redis', pid());
  const exit = once(child, 'exit');
  expect(await new ProcessRecords(folder).endAll()).toEqual(['redis']);
  expect(await exit).toEqual([null, 'SIGTERM']);
});

it('leaves a foreign process alone that has got a recorded pid', async () => {
  const records = new ProcessRecords(folder);
  records.add('redis', pid());
  const file = join(folder, 'processes', String(pid()));
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"startTime":"\d+"/, '"startTime":"1"'));
  expect(await records.endAll()).toEqual([]);
  expect(child.exitCode ?? child.signalCode).toBeNull();
});

it('ends the others when a record is empty, as a full disk leaves it', async () => {
  const records = new ProcessRecords(folder);
  records.add('redis', pid());
  writeFileSync(join(folder, 'processes', '1'), '');
  expect(await records.endAll()).toEqual(['redis']);
});

it('forgets a process that has ended by itself', async () => {
  const records = new ProcessRecords(folder);
  records.add('redis', pid());
  records.remove(pid());
  expect(records.running()).toEqual([]);
});
