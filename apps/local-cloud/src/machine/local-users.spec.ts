import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseUsers, letOthersRead, localUser } from './local-users.ts';

it('gives to each kind a number that nobody has', () => {
  const users = [...chooseUsers(new Set([61_184, 61_186])).values()];
  expect(users.map(({ uid }) => uid)).toEqual([61_185, 61_187, 61_188, 61_189, 61_190]);
  expect(users.map(({ gid }) => gid)).toEqual(users.map(({ uid }) => uid));
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot('is a user that this machine does not know by name', () => {
  const { uid } = localUser('database') ?? { uid: 0 };
  expect(() => execFileSync('getent', ['passwd', String(uid)])).toThrow();
});

it('is no other user when this process is not root', () => {
  const getuid = jest.spyOn(process, 'getuid').mockReturnValue(1000);
  expect(localUser('database')).toBeUndefined();
  getuid.mockRestore();
});

asRoot('lets others read and run what was installed under a umask that shuts them out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-users-'));
  mkdirSync(join(folder, 'bin'), { mode: 0o700 });
  writeFileSync(join(folder, 'bin/program'), '', { mode: 0o700 });
  writeFileSync(join(folder, 'library'), '', { mode: 0o600 });
  symlinkSync('no-such-file', join(folder, 'link'));
  letOthersRead(folder);
  const modes = ['.', 'bin', 'bin/program', 'library'].map(
    (path) => statSync(join(folder, path)).mode & 0o777,
  );
  expect(modes).toEqual([0o755, 0o755, 0o755, 0o644]);
  rmSync(folder, { recursive: true });
});
