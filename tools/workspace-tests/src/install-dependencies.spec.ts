import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './testing/workspace.ts';

/** `dev` is for development only, `darwin` for another machine. */
const locked = {
  '': { name: 'lms' },
  'node_modules/library': { version: '1.0.0' },
  'node_modules/dev': { version: '2.0.0', dev: true },
  'node_modules/darwin': { version: '3.0.0', optional: true },
};
const installed = {
  'node_modules/library': locked['node_modules/library'],
  'node_modules/dev': locked['node_modules/dev'],
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'install-'));
  write('package.json', { engines: { node: '>=20.19' } });
  write('package-lock.json', { packages: locked });
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\necho "$* umask $(umask)" > called\n', { mode: 0o755 });
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: object): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify(content));
}

/** As `npm ci` leaves it. */
function installs(packages: object): void {
  write('node_modules/.package-lock.json', { packages });
  for (const path of Object.keys(packages)) mkdirSync(join(folder, path));
}

/** @returns how npm was called, if it was */
function run(umask = '022', variables: Readonly<Record<string, string>> = {}) {
  const script = join(workspaceRoot, 'tools/install-dependencies.mjs');
  const command = `umask ${umask}; exec "${process.execPath}" "${script}"`;
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, ...variables };
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
  const called = join(folder, 'called');
  return { status, stderr, npm: existsSync(called) ? readFileSync(called, 'utf8').trim() : undefined };
}

const INSTALLED = 'ci --include=dev --no-audit --no-fund umask 0022';

it('installs nothing when all is there that this machine can have', () => {
  installs(installed);
  expect(run()).toEqual({ status: 0, stderr: '', npm: undefined });
});

it('installs after an installation for production, however new that is', () => {
  installs({ 'node_modules/library': installed['node_modules/library'] });
  expect(run().npm).toBe(INSTALLED);
});

it('installs when another version is there', () => {
  installs({ ...installed, 'node_modules/library': { version: '0.9.0' } });
  expect(run().npm).toBe(INSTALLED);
});

it('installs when a package was removed by hand', () => {
  installs(installed);
  rmSync(join(folder, 'node_modules/dev'), { recursive: true });
  expect(run().npm).toBe(INSTALLED);
});

it('installs what other users can read, whatever the umask', () => {
  expect(run('077').npm).toBe(INSTALLED);
});

it('keeps out of a home folder that cannot be written', () => {
  const { npm } = run('022', { HOME: '/nowhere', XDG_CACHE_HOME: '/var/cache/mine' });
  expect(npm).toContain('--cache /var/cache/mine/npm');
});

it('refuses a Node that is too old before anything is installed', () => {
  write('package.json', { engines: { node: '>=99.2' } });
  expect(run()).toEqual({
    status: 3,
    stderr: `exit 3: Node 99.2 or newer is needed, this is ${process.version}; .nvmrc names the recommended one\n`,
    npm: undefined,
  });
});
