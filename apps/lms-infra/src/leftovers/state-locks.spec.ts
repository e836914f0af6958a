import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAbandonedLocks } from './state-locks.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-locks-'));
  writeFileSync(join(folder, 'cache.tfstate'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = () => join(folder, '.cache.tfstate.lock.info');
const lock = (info: string) => writeFileSync(lockFile(), info);

it('of a Terraform that was killed in an apply is removed, and told: its state does not know all that it made', () => {
  lock(JSON.stringify({ ID: '1', Operation: 'OperationTypeApply' }));
  expect(removeAbandonedLocks(folder, '')).toEqual([{ stack: 'cache', changing: true }]);
  expect(existsSync(lockFile())).toBe(false);
});

it('of a Terraform that was killed in a plan is removed, and nothing else is wrong', () => {
  lock(JSON.stringify({ ID: '1', Operation: 'OperationTypePlan' }));
  expect(removeAbandonedLocks(folder, '')).toEqual([{ stack: 'cache', changing: false }]);
});

it('counts as that of an apply when its writer was killed half-way', () => {
  lock('{"ID":');
  expect(removeAbandonedLocks(folder, '')).toEqual([{ stack: 'cache', changing: true }]);
});

it('of a Terraform that lives is respected', () => {
  lock(JSON.stringify({ ID: '1', Operation: 'OperationTypeApply' }));
  const { ino } = statSync(join(folder, 'cache.tfstate'));
  const locks = `1: POSIX  ADVISORY  WRITE 4711 fe:00:${ino} 0 EOF`;
  expect(() => removeAbandonedLocks(folder, locks)).toThrow(
    expect.objectContaining({ exitCode: 3, message: expect.stringContaining('(pid 4711)') }),
  );
  expect(existsSync(lockFile())).toBe(true);
});

it('is none where nothing was deployed', () => {
  expect(removeAbandonedLocks(join(folder, 'no-such'), '')).toEqual([]);
});
