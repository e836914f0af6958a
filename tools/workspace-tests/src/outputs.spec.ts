import { spawnSync } from 'node:child_process';
import { childEnvironment } from '@edutechbr/cli';
import { workspaceRoot } from './testing/workspace.ts';

it('`npm run --silent outputs` adds nothing to what the program prints, and passes its exit code on', () => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'outputs'], {
    ...childEnvironment('system', { LMS_STAGE: 'nowhere' }),
    cwd: workspaceRoot,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^exit 2: LMS_STAGE must be one of [^\n]+\n$/);
}, 120_000);
