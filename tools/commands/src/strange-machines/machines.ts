import { chownSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Runs a program to its end. @throws Error when it fails */
export type Run = (file: string, args: readonly string[], cwd?: string) => Promise<void>;

/** Where and by what the commands are run. */
export interface Place {
  readonly folder: string;
  /** Added to the environment. @default - nothing */
  readonly env?: Readonly<Record<string, string>>;
  /** @default - the one of whoever runs this */
  readonly umask?: string;
}

/** Makes a copy of the workspace's commit below `base`, as somebody else would have it. */
export type StrangeMachine = (base: string, source: string, run: Run) => Promise<Place>;

const clone = async (source: string, folder: string, run: Run, ...options: string[]): Promise<Place> => {
  mkdirSync(dirname(folder), { recursive: true });
  await run('git', ['clone', '--quiet', ...options, source, folder]);
  return { folder };
};

/** As the archive that a web page offers: no `.git`. */
async function archive(source: string, folder: string, run: Run): Promise<Place> {
  mkdirSync(folder, { recursive: true });
  const unpack = 'git -C "$1" archive HEAD | tar -x -C "$2"';
  await run('sh', ['-c', unpack, 'sh', source, folder]);
  return { folder };
}

const inEnvironment =
  (env: Readonly<Record<string, string>>): StrangeMachine =>
  async (base, source, run) => ({ ...(await clone(source, join(base, 'lms'), run)), env });

const withNode =
  (major: string): StrangeMachine =>
  async (base, source, run) => {
    const node = join(base, 'node');
    mkdirSync(node);
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefix', node, `node@${major}`], node);
    const PATH = [join(node, 'node_modules/node/bin'), process.env['PATH']].join(delimiter);
    return { ...(await clone(source, join(base, 'lms'), run)), env: { PATH } };
  };

/** What people have set for other work. */
const hostile = {
  ...{ AWS_PROFILE: 'nobody', AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_CA_BUNDLE: '/nowhere' },
  ...{
    AWS_USE_FIPS_ENDPOINT: 'true',
    TF_WORKSPACE: 'staging',
    TF_DATA_DIR: '/nowhere',
    TF_CLI_ARGS: '-destroy',
  },
  ...{ TF_VAR_stage: 'other', K6_DURATION: '10s', K6_NO_SUMMARY: 'true', GOGC: '1', TZ: 'Pacific/Apia' },
  ...{ HTTP_PROXY: 'http://127.0.0.1:1', LC_ALL: 'tr_TR.UTF-8', NODE_OPTIONS: '--no-deprecation' },
};

const LONG_PATH = 120;

/** By the name that `--only` takes. */
export const machines: Readonly<Record<string, StrangeMachine>> = {
  accented: (base, source, run) => clone(source, join(base, 'Área de Trabalho/lms'), run),

  long: (base, source, run) =>
    clone(source, join(base, `${'long-'.repeat(LONG_PATH).slice(0, LONG_PATH - base.length - 5)}/lms`), run),

  async symlink(base, source, run) {
    await clone(source, join(base, 'disk/lms'), run);
    symlinkSync(join(base, 'disk'), join(base, 'link'));
    return { folder: join(base, 'link/lms') };
  },

  async worktree(base, source, run) {
    const { folder } = await clone(source, join(base, 'lms'), run);
    await run('git', ['worktree', 'add', '--quiet', '--detach', join(base, 'tree')], folder);
    return { folder: join(base, 'tree') };
  },

  zip: (base, source, run) => archive(source, join(base, 'lms-main'), run),

  async 'no-git'(base, source, run) {
    const PATH = linkProgramsButGit(join(base, 'bin'));
    return { ...(await archive(source, join(base, 'lms-main'), run)), env: { PATH } };
  },

  async dubious(base, source, run) {
    const place = await clone(source, join(base, 'lms'), run);
    for (const path of ['', '.git']) chownSync(join(place.folder, path), 65_534, 65_534);
    return place;
  },

  async 'umask-077'(base, source, run) {
    const folder = join(base, 'lms');
    await run('sh', ['-c', 'umask 077; git clone --quiet "$1" "$2"', 'sh', source, folder]);
    return { folder, umask: '077' };
  },

  'node-env-production': inEnvironment({ NODE_ENV: 'production' }),
  'hostile-env': inEnvironment(hostile),
  crlf: (base, source, run) => clone(source, join(base, 'lms'), run, '--config', 'core.autocrlf=true'),
  'node-22': withNode('22'),
  'node-24': withNode('24'),
};

/** @returns a PATH of links to all programs but git, which may lie beside any other */
function linkProgramsButGit(folder: string): string {
  mkdirSync(folder);
  for (const directory of (process.env['PATH'] ?? '').split(delimiter))
    for (const name of statSync(directory, { throwIfNoEntry: false }) ? readdirSync(directory) : [])
      if (!name.startsWith('git') && !readdirSync(folder).includes(name))
        symlinkSync(join(directory, name), join(folder, name));
  return folder;
}
