import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, '.github/workflows');

const lines = readdirSync(folder).flatMap((file) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line, index) => ({ where: `${file}:${index + 1}`, line })),
);

it('GitHub understands the workflows', async () => {
  const { actionlint } = await ensureTools(['actionlint'], { signal: new AbortController().signal });
  const { stdout, status } = spawnSync(actionlint, ['-no-color'], {
    ...childEnvironment('system'),
    cwd: root,
    encoding: 'utf8',
  });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
}, 300_000);

it('each action is pinned by its commit, which nobody can move', () => {
  const uses = lines.filter(({ line }) => /^\s*(- )?uses:/.test(line));
  expect(uses).not.toEqual([]);
  expect(uses.filter(({ line }) => !/@[0-9a-f]{40} # v\d/.test(line))).toEqual([]);
});

it('no install script of a dependency runs where a job installs them itself', () => {
  const installs = lines.filter(({ line }) => line.includes('npm ci'));
  expect(installs).not.toEqual([]);
  expect(installs.filter(({ line }) => !line.includes('--ignore-scripts'))).toEqual([]);
});
