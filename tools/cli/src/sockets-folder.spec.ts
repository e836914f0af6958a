import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSocketsFolder, removeSocketsFolder, socketsFolders } from './sockets-folder.ts';

let parent: string;
beforeEach(() => (parent = mkdtempSync('/tmp/s-')));
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(parent, { recursive: true });
});

/** A person's, also where root runs this. */
function makeOwn(folder: string, mode = 0o700): string {
  mkdirSync(folder);
  chmodSync(folder, mode);
  if (process.getuid?.() === 0) chownSync(folder, 1000, 1000);
  return folder;
}

function beOwner(): void {
  if (process.getuid?.() === 0) jest.spyOn(process, 'getuid').mockReturnValue(1000);
}

const bestFor = (workspace: string, env: NodeJS.ProcessEnv) => socketsFolders(workspace, env)[0] ?? '';

it('each workspace has a folder of its own in XDG_RUNTIME_DIR, however long its path is', () => {
  const runtime = makeOwn(join(parent, 'runtime'));
  beOwner();
  const env = { XDG_RUNTIME_DIR: runtime, TMPDIR: '/elsewhere' };
  const [one, other] = ['a', 'b'].map((name) => bestFor(`/home/ana/${name.repeat(120)}`, env));
  expect(one).not.toBe(other);
  expect([one, other].map((folder) => dirname(folder ?? ''))).toEqual([runtime, runtime]);
});

it('the temporary folder takes the place of a XDG_RUNTIME_DIR that is missing, open to others, or too long', () => {
  const open = makeOwn(join(parent, 'open'), 0o777);
  const long = makeOwn(join(parent, 'l'.repeat(80)));
  beOwner();
  for (const runtime of [join(parent, 'missing'), open, long])
    expect(dirname(bestFor('/w', { XDG_RUNTIME_DIR: runtime, TMPDIR: parent }))).toBe(parent);
});

it('others may only pass through the folder, which may be there already, and is removed', () => {
  const folder = bestFor('/w', { TMPDIR: parent });
  makeSocketsFolder(folder);
  makeSocketsFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o711);
  removeSocketsFolder(folder);
  expect(existsSync(folder)).toBe(false);
});

it('a link that somebody else may have made in its place is refused, and what it points at stays', () => {
  const folder = bestFor('/w', { TMPDIR: parent });
  const target = join(parent, 'target');
  mkdirSync(target, { mode: 0o700 });
  symlinkSync(target, folder);
  expect(() => makeSocketsFolder(folder)).toThrow('somebody else has made it');
  removeSocketsFolder(folder);
  expect(existsSync(target)).toBe(true);
});

it.each([
  ['too long for HAProxy', `/${'l'.repeat(80)}/a`, /would have \d+ bytes, HAProxy takes 97/],
  ['of two addresses for HAProxy', '/tmp/a,b/c', /has a comma/],
  ['that changes with the working folder', 'tmp/a', /is not absolute/],
])('a path %s is no choice, and refused by name with what to do', (_, folder, reason) => {
  expect(dirname(bestFor('/w', { TMPDIR: dirname(folder) }))).toBe('/tmp');
  expect(() => makeSocketsFolder(folder)).toThrow(reason);
  expect(() => makeSocketsFolder(folder)).toThrow(/^\S+ cannot hold .*set XDG_RUNTIME_DIR or TMPDIR/);
});
