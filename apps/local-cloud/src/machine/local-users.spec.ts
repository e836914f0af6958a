import { execFileSync } from 'node:child_process';
import { chooseUsers, localUser } from './local-users.ts';

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
