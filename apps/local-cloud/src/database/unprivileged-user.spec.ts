import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { findUnprivilegedUser, requireAccess } from './unprivileged-user.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unprivileged-user-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is another user for root only', async () => {
  const user = await findUnprivilegedUser();
  if (userInfo().uid === 0) expect(user?.uid).toBeGreaterThan(0);
  else expect(user).toBeUndefined();
});

it('is refused with what to do when a folder keeps it out', async () => {
  const user = (await findUnprivilegedUser()) ?? userInfo();
  chmodSync(folder, 0o755);
  await expect(requireAccess(['/bin/sh'], folder, user)).resolves.toBeUndefined();
  const missing = join(folder, 'no-such-program');
  await expect(requireAccess(['/bin/sh', missing], folder, user)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('chmod o+x'),
  });
});
