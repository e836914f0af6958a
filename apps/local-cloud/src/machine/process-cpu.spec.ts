import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processTreeCpuSeconds } from './process-cpu.ts';

/** Counts in a process of its own, waits for its end, and says so; then idles beside another that counts. */
const script = `
  count() { i=0; while [ $i -lt 150000 ]; do i=$((i+1)); done; }
  (count); (count; echo counted; sleep 60) & wait`;

it('counts the CPU of children that are there and of those that have ended', async () => {
  const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  await once(shell.stdout, 'data');
  const pid = shell.pid ?? 0;
  const used = processTreeCpuSeconds(pid) ?? 0;
  expect(used).toBeGreaterThan(0.05);
  expect(used).toBeLessThan(10);
  process.kill(-pid, 'SIGKILL');
  await once(shell, 'exit');
  expect(processTreeCpuSeconds(pid)).toBeUndefined();
}, 30_000);
