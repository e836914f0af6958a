import { childEnvironment, median } from '@edutechbr/cli';
import { execa } from 'execa';
import { appendFile, chmod, lstat, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { judged, secondsOf, type Row } from './measure.ts';

const original = join(projectRoot, '../..');

/** The library that is edited: all others but the foundation are built without it. */
const EDITED = 'libs/storage/src/index.ts';

/** Builds, tests and lints a throw-away clone: with empty caches, with full ones, and after an edit. */
export async function benchmarkWorkspace(runs: number, signal: AbortSignal): Promise<Row[]> {
  const clone = await mkdtemp(join(tmpdir(), 'lms-workspace-'));
  // Tests by root run programs as somebody else there.
  await chmod(clone, 0o755);
  const nx = (title: string, args: readonly string[], { daemon = false } = {}) =>
    secondsOf({
      title,
      file: 'node',
      args: [join(clone, 'node_modules/.bin/nx'), ...args],
      cwd: clone,
      env: { NX_DAEMON: String(daemon), NX_TUI: 'false', NX_CACHE_DIRECTORY: join(clone, '.nx/cache') },
      minutes: 20,
      signal,
    });
  const all = ['run-many', '-t', 'build', 'test', 'lint'];
  try {
    await cloneWorkspace(clone, signal);
    const cold = await nx('build, test and lint, cold', all);
    const [alone, cached, cachedByDaemon]: [number[], number[], number[]] = [[], [], []];
    await nx("start of Nx's daemon", all, { daemon: true });
    for (let run = 1; run <= runs; run++) {
      alone.push(await nx(`nx --version, ${run} of ${runs}`, ['--version']));
      cached.push(await nx(`build, test and lint, cached, ${run} of ${runs}`, all));
      cachedByDaemon.push(await nx(`the same by Nx's daemon, ${run} of ${runs}`, all, { daemon: true }));
    }
    await appendFile(join(clone, EDITED), '\nexport const editedByTheBenchmark = true;\n');
    const edited = await nx(`build, test and lint after an edit of ${EDITED}`, all);
    const beyondNx = (times: readonly number[]) =>
      `${judged(median(times) - median(alone), 0.5, 's')} beyond nx alone`;
    return [
      ['build, test and lint, cold', seconds(cold), ''],
      ['nx alone (`nx --version`)', seconds(median(alone)), ''],
      [
        "build, test and lint, cached, with Nx's daemon, as at a desk",
        seconds(median(cachedByDaemon)),
        beyondNx(cachedByDaemon),
      ],
      ['build, test and lint, cached, without it, as in CI', seconds(median(cached)), beyondNx(cached)],
      [`build, test and lint after an edit of \`${EDITED}\``, seconds(edited), ''],
    ];
  } finally {
    await execa('node', [join(clone, 'node_modules/.bin/nx'), 'daemon', '--stop'], {
      ...childEnvironment('own'),
      cwd: clone,
      reject: false,
    });
    await rm(clone, { recursive: true, force: true });
  }
}

const seconds = (value: number) => `${value.toFixed(1)} s`;

/** Clones the commit; installed packages are the original's, the workspace's own are the clone's. */
async function cloneWorkspace(clone: string, cancelSignal: AbortSignal): Promise<void> {
  await execa('git', ['clone', '--quiet', original, clone], { ...childEnvironment('system'), cancelSignal });
  const { stdout } = await execa('git', ['ls-files', '*package.json'], {
    ...childEnvironment('system'),
    cwd: original,
  });
  for (const file of stdout.split('\n')) {
    const folder = join(file, '..', 'node_modules');
    if (await isFolder(join(original, folder)))
      await linkPackages(join(original, folder), join(clone, folder));
  }
}

async function linkPackages(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    // Caches, and links to the workspace's own projects, which must be the clone's.
    if (name === '.cache' || name === '@edutechbr') continue;
    await symlink(join(from, name), join(to, name));
  }
  if (await isFolder(join(from, '@edutechbr')))
    await execa('cp', ['-a', join(from, '@edutechbr'), join(to, '@edutechbr')], childEnvironment('system'));
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
