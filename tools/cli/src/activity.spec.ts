import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginActivity, runningActivities, type Activity } from './activity.ts';
import { identify } from './process-identity.ts';

const deploy: Activity = { title: 'deploy of local-dev', uses: ['infrastructure'] };

let workspace: string;
let other: ChildProcess;

beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'activity-'));
  other = spawn('sleep', ['60']);
  await once(other, 'spawn');
});

afterEach(() => {
  other.kill('SIGKILL');
  rmSync(workspace, { recursive: true });
});

/** As another process would register it. */
function register(pid: number, activity: Activity): void {
  mkdirSync(join(workspace, '.activities'), { recursive: true });
  const running = { ...identify(pid), ...activity, since: '2026-11-23T20:00:00.000Z' };
  writeFileSync(join(workspace, '.activities', `${pid}.json`), JSON.stringify(running));
}

it('is refused while another process uses the same, and told which one', async () => {
  register(other.pid ?? 0, deploy);
  const second = beginActivity(workspace, { title: 'destroy of local-x', uses: ['infrastructure', 'load'] });
  await expect(second).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(
      `the deploy of local-dev runs since 2026-11-23T20:00:00.000Z (pid ${other.pid})`,
    ),
  });
});

it('is not in the way of what uses something else', async () => {
  register(other.pid ?? 0, deploy);
  const end = await beginActivity(workspace, { title: 'load test', uses: ['load'] });
  end();
});

it('counts no more when its process was killed, and nothing is left of it', async () => {
  register(other.pid ?? 0, deploy);
  const exit = once(other, 'exit');
  other.kill('SIGKILL');
  await exit;
  const end = await beginActivity(workspace, deploy);
  end();
  expect(readdirSync(join(workspace, '.activities'))).toEqual([]);
});

it('of the program that started this one is not in its way', async () => {
  register(process.ppid, { title: 'demo', uses: ['infrastructure', 'load'] });
  const end = await beginActivity(workspace, deploy);
  end();
});

it('does not count when its process was killed while it wrote', () => {
  mkdirSync(join(workspace, '.activities'));
  writeFileSync(join(workspace, '.activities', '1.json'), '{"pid":');
  expect(runningActivities(workspace, ['infrastructure'])).toEqual([]);
});
