import { execa } from 'execa';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'guarded-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  execa(
    'node',
    [
      '--conditions=@edutechbr/source',
      '--import',
      'tsx',
      join(import.meta.dirname, 'testing/guarded-run.ts'),
      ...args,
    ],
    { reject: false },
  );

it('lets Terraform save its state when the deploy that runs it is killed', async () => {
  const terraform = join(folder, 'terraform');
  const program = `#!/bin/bash
trap 'echo saving; touch ${folder}/saved; exit 0' INT
touch ${folder}/started
while :; do echo working; sleep 0.1; done
`;
  writeFileSync(terraform, program, { mode: 0o755 });
  const deploy = run('bash', '-c', `${terraform}; true`);
  while (!existsSync(join(folder, 'started'))) await sleep(50);
  deploy.kill('SIGKILL');
  await deploy;
  while (!existsSync(join(folder, 'saved'))) await sleep(50);
}, 30_000);

it("passes on a program's output and exit code", async () => {
  expect(await run('sh', '-c', 'echo "Error: no route"; exit 7')).toMatchObject({
    exitCode: 7,
    stderr: expect.stringContaining('Error: no route'),
  });
}, 30_000);

it('lets Terraform save its state when cdktf ends before it, and its terminal with it', async () => {
  const wrapper = join(import.meta.dirname, 'terraform-without-hangup.sh');
  const { stdout } = await execa(wrapper, ['-c', 'kill -HUP $$; echo saved'], {
    env: { LMS_INFRA_TERRAFORM: '/bin/sh' },
  });
  expect(stdout).toBe('saved');
});
