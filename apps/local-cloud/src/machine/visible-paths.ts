import { spawnSync } from 'node:child_process';
import { childEnvironment } from '@edutechbr/cli';
import { realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

/** A file or folder that a process sees. */
export interface VisiblePath {
  readonly path: string;
  /** What it sees there. @default - what is there */
  readonly from?: string;
  /** As far as owner and mode let it. @default false */
  readonly writable?: boolean;
}

/** A folder that is covered by an empty one, in which nothing is but what the process sees. */
interface Cover {
  readonly folder: string;
  readonly visible: readonly VisiblePath[];
}

export interface ViewOptions {
  readonly visible: readonly VisiblePath[];
  /** Covered whoever may enter it. */
  readonly workspace: string;
  /** Where covers are put together; need not be there. */
  readonly scratch: string;
  /** Where the process starts. */
  readonly cwd: string;
}

let mountable: boolean | undefined;

/** Whether this process may mount for a process of its own: it is root, and neither a container nor a policy forbids it. */
export function canMount(): boolean {
  const args = ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()];
  return (mountable ??=
    spawnSync('unshare', args, { ...childEnvironment('system'), stdio: 'ignore' }).status === 0);
}

/**
 * Lets a program see `visible` at their own paths although folders above keep its user out, and nothing else of those folders
 * and of the workspace. The mounts are in a namespace of its own: nobody else sees them, and they end with it.
 *
 * @returns the program itself where nothing can be mounted
 */
export function withView(program: readonly string[], options: ViewOptions): string[] {
  return canMount()
    ? ['unshare', '--mount', 'sh', '-c', mountScript(options), 'sh', ...program]
    : [...program];
}

function mountScript({ visible, workspace, scratch, cwd }: ViewOptions): string {
  const { covers, plain } = planView(visible.map(resolved), realpathSync(workspace), isClosed);
  // What covers the scratch folder itself is put together last.
  const ordered = covers.sort(
    (one, other) => Number(isIn(scratch, one.folder)) - Number(isIn(scratch, other.folder)),
  );
  return [
    'set -e; umask 022; cd /',
    ...plain.map((each) => mount(each, each.path)),
    ...ordered.flatMap((cover) => coverCommands(cover, scratch)),
    `cd ${quote(cwd)}; exec "$@"`,
  ].join('\n');
}

/** Which folders have to be covered, and what is mounted elsewhere. */
export function planView(
  visible: readonly VisiblePath[],
  workspace: string,
  keepsOut: (folder: string) => boolean,
): { covers: Cover[]; plain: VisiblePath[] } {
  const covers = new Map<string, VisiblePath[]>([
    [outermost(workspace, workspace, keepsOut) ?? workspace, []],
  ]);
  const plain: VisiblePath[] = [];
  for (const each of visible) {
    const folder = outermost(each.path, workspace, keepsOut);
    if (folder !== undefined) covers.set(folder, [...(covers.get(folder) ?? []), each]);
    else if (each.from !== undefined || !each.writable) plain.push(each);
  }
  return { covers: [...covers].map(([folder, paths]) => ({ folder, visible: paths })), plain };
}

/** @returns the first folder on the way to `path` that has to be covered */
function outermost(
  path: string,
  workspace: string,
  keepsOut: (folder: string) => boolean,
): string | undefined {
  return foldersAbove(path).find((folder) => folder === workspace || keepsOut(folder));
}

const foldersAbove = (path: string): string[] =>
  dirname(path) === path ? [] : [...foldersAbove(dirname(path)), dirname(path)];

/** To a user who is neither its owner nor in its group. */
const isClosed = (folder: string): boolean => (statSync(folder).mode & 0o001) === 0;

/** Without symbolic links above it: they would lead around what is mounted. */
const resolved = (each: VisiblePath): VisiblePath => ({
  ...each,
  path: join(realpathSync(dirname(each.path)), basename(each.path)),
});

function coverCommands({ folder, visible }: Cover, scratch: string): string[] {
  const place = ({ path }: VisiblePath) => quote(join(scratch, relative(folder, path)));
  const folders = visible.filter(isFolder);
  const files = visible.filter((each) => !isFolder(each));
  const parents = files.map((each) => quote(dirname(join(scratch, relative(folder, each.path)))));
  return [
    `mkdir -p ${quote(scratch)}`,
    `mount -t tmpfs -o mode=755,size=1m tmpfs ${quote(scratch)}`,
    ...list('mkdir -p', [...folders.map(place), ...parents]),
    ...list('touch', files.map(place)),
    ...visible.map((each) => mount(each, join(scratch, relative(folder, each.path)))),
    `mount -o remount,ro ${quote(scratch)}`,
    `mount --move ${quote(scratch)} ${quote(folder)}`,
  ];
}

const list = (command: string, paths: readonly string[]): string[] =>
  paths.length > 0 ? [`${command} ${paths.join(' ')}`] : [];

const mount = ({ path, from = path, writable = false }: VisiblePath, place: string): string =>
  `mount --bind${writable ? '' : ' -o ro'} ${quote(from)} ${quote(place)}`;

const isFolder = ({ path, from = path }: VisiblePath): boolean => statSync(from).isDirectory();

const isIn = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
