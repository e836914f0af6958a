import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownMemoryCgroups, roomOf } from './memory.ts';

const MIB = 2 ** 20;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'memory-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string | number) => writeFileSync(join(folder, file), `${text}\n`);

describe("a cgroup's memory limit", () => {
  it('leaves what is not in use, and what the kernel could drop (version 2)', () => {
    write('memory.max', 1000 * MIB);
    write('memory.current', 700 * MIB);
    write('memory.stat', `anon 5\ninactive_file ${300 * MIB}`);
    expect(roomOf(folder)).toBe(600 * MIB);
  });

  it('leaves what is not in use, and what the kernel could drop (version 1)', () => {
    write('memory.limit_in_bytes', 1000 * MIB);
    write('memory.usage_in_bytes', 700 * MIB);
    write('memory.stat', `inactive_file 1\ntotal_inactive_file ${300 * MIB}`);
    expect(roomOf(folder)).toBe(600 * MIB);
  });

  it('is none where the cgroup has none', () => {
    write('memory.max', 'max');
    write('memory.current', 700 * MIB);
    expect(roomOf(folder)).toBe(Infinity);
    expect(roomOf(join(folder, 'no-such'))).toBe(Infinity);
  });

  it('is looked for in the own cgroup and in those around it', () => {
    expect(ownMemoryCgroups('4:memory:/jobs/1\n0::/')).toEqual([
      '/sys/fs/cgroup/memory/jobs/1',
      '/sys/fs/cgroup/memory/jobs',
      '/sys/fs/cgroup/memory',
    ]);
    expect(ownMemoryCgroups('0::/user.slice')).toEqual(['/sys/fs/cgroup/user.slice', '/sys/fs/cgroup']);
  });
});
