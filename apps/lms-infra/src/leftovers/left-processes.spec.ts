import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endLeftProcesses, OWNER_VARIABLE } from './left-processes.ts';

it('ends what a killed deploy has left at work in this folder, and nothing of another clone', async () => {
  const start = async (projectRoot: string) => {
    const child = spawn('sleep', ['60'], { env: { ...process.env, [OWNER_VARIABLE]: projectRoot } });
    await once(child, 'spawn');
    return child;
  };
  const [own, other] = [await start('/srv/own'), await start('/srv/other')];
  const exit = once(own, 'exit');
  expect(await endLeftProcesses('/srv/own')).toEqual([`sleep (pid ${own.pid})`]);
  await exit;
  expect(other.exitCode ?? other.signalCode).toBeNull();
  other.kill('SIGKILL');
});
