import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Memory that may still be taken: what the machine has left, or what is left of the limit of a cgroup around us. */
export function availableMemoryMiB(): number {
  const machine = field(readFileSync('/proc/meminfo', 'utf8'), 'MemAvailable:') * 1024;
  const groups = ownMemoryCgroups(readFileSync('/proc/self/cgroup', 'utf8')).map(roomOf);
  return Math.min(machine, ...groups) / 2 ** 20;
}

/** The memory cgroup that this process is in and those around it, where they are usually mounted. */
export function ownMemoryCgroups(ownCgroups: string): string[] {
  for (const line of ownCgroups.trim().split('\n')) {
    const [, controllers = '', ...rest] = line.split(':');
    const path = rest.join(':');
    if (controllers.split(',').includes('memory')) return withParents('/sys/fs/cgroup/memory', path);
  }
  const unified = /^0::(.*)$/m.exec(ownCgroups)?.[1];
  return unified === undefined ? [] : withParents('/sys/fs/cgroup', unified);
}

function withParents(mountPoint: string, path: string): string[] {
  const parents = path === '/' ? [] : withParents(mountPoint, dirname(path));
  return [path === '/' ? mountPoint : join(mountPoint, path), ...parents];
}

/**
 * What a cgroup's limit leaves: pages of files that the kernel could drop are free.
 *
 * @returns Infinity for one without a limit
 */
export function roomOf(folder: string): number {
  const version2 = existsSync(join(folder, 'memory.max'));
  const [limitFile, usageFile, cache] = version2
    ? (['memory.max', 'memory.current', 'inactive_file'] as const)
    : (['memory.limit_in_bytes', 'memory.usage_in_bytes', 'total_inactive_file'] as const);
  const limit = Number(read(folder, limitFile));
  if (!Number.isFinite(limit) || limit <= 0) return Infinity;
  return limit - (Number(read(folder, usageFile)) - field(read(folder, 'memory.stat'), cache));
}

/** @returns nothing where the file is not, as in the root cgroup of version 2 */
function read(folder: string, file: string): string {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}

function field(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `) || each.startsWith(`${name}\t`));
  return Number(/\d+/.exec(line?.slice(name.length) ?? '')?.[0] ?? 0);
}
