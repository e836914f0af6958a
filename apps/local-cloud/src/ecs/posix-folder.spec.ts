import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcesses } from '../machine/processes.ts';
import { canMount } from '../machine/visible-paths.ts';
import { PosixFolder, rightsOf, unlockFolders, type PosixUser } from './posix-folder.ts';

const owner = { uid: 1000, gid: 1000, mode: 0o750 };
const user = (uid: number, gid = uid, groups: number[] = []): PosixUser => ({ uid, gid, groups });

it.each([
  ['the owner', user(1000), 0o750, 7],
  ['the group', user(2000, 1000), 0o750, 5],
  ['a secondary group', user(2000, 2000, [5, 1000]), 0o770, 7],
  ['others', user(2000), 0o750, 0],
  ['others of an open directory', user(2000), 0o755, 5],
  ['an owner that its own mode shuts out', user(1000), 0o077, 0],
  ['root', user(0), 0o000, 7],
])('%s has the rights of its class', (_name, who, mode, rights) => {
  expect(rightsOf(who, { ...owner, mode })).toBe(rights);
});

describe('a directory of a file system', () => {
  const isRoot = process.getuid?.() === 0;
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'local-cloud-efs-'));
    chmodSync(state, 0o755);
  });
  afterEach(() => {
    unlockFolders(state);
    rmSync(state, { recursive: true });
  });

  it('is not made without creation info, but the root is there', () => {
    const folder = new PosixFolder(state, 'fs-1');
    expect(folder.provide('/course-content', undefined)).toBe(false);
    expect(folder.provide('/', undefined)).toBe(true);
  });

  it('keeps the owner that it was made with', () => {
    const folder = new PosixFolder(state, 'fs-1');
    folder.provide('/course-content', owner);
    const other = { uid: 2000, gid: 2000, mode: 0o700 };
    expect(new PosixFolder(state, 'fs-1').provide('/course-content', other)).toBe(true);
    folder.restrict('/course-content', user(2000), false);
    const { uid, gid, mode } = statSync(folder.path('/course-content'));
    if (isRoot) expect({ uid, gid, mode: mode & 0o777 }).toEqual(owner);
    else expect(mode & 0o777).toBe(0);
  });

  /** What a task's process may do there, as a child of this very daemon. */
  async function touch(who: PosixUser, readOnly: boolean): Promise<string> {
    const folder = new PosixFolder(state, 'fs-1');
    folder.provide('/course-content', owner);
    folder.restrict('/course-content', who, readOnly);
    const lines: string[] = [];
    const path = folder.path('/course-content');
    const child = createProcesses({ workspace: state, state, logs: state, sockets: state }).start({
      name: 'task',
      command: 'touch',
      args: [join(path, 'file')],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      ...(isRoot ? { user: who, visible: [{ path, writable: !readOnly }] } : {}),
      onLine: (line) => lines.push(line),
    });
    await child.exited;
    return lines.join('\n');
  }

  const testReadOnly = !isRoot || canMount() ? it : it.skip;

  it('is changed by a task that acts as its owner', async () => {
    expect(await touch(user(1000), false)).toBe('');
  });

  it('refuses a task that acts as somebody else', async () => {
    expect(await touch(user(2000), false)).toMatch('Permission denied');
  });

  testReadOnly('is read only for its owner, too, where the mount is', async () => {
    expect(await touch(user(1000), true)).toMatch(/Read-only file system|Permission denied/);
  });
});
