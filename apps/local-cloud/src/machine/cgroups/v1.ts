import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cpuPeriodMicroseconds, cpuQuotaMicroseconds, memoryBytes, type CgroupTree } from './cgroup.ts';
import { makeTree, read, readField, removeTree, write } from './files.ts';
import type { Hierarchies } from './hierarchies.ts';

/** @returns undefined when a controller is missing or we may not make cgroups */
export function openV1({ v1 }: Hierarchies, treeName: string): CgroupTree | undefined {
  const [cpu, accounting, memory] = (['cpu', 'cpuacct', 'memory'] as const).map((controller) => {
    const hierarchy = v1.get(controller);
    return hierarchy && makeTree(hierarchy.mountPoint, hierarchy.ownPath, treeName, () => undefined);
  });
  if (!cpu || !accounting || !memory) return undefined;
  return {
    description: 'cgroup v1',
    create(name, limits) {
      const [cpuFolder, accountingFolder, memoryFolder] = [
        join(cpu, name),
        join(accounting, name),
        join(memory, name),
      ];
      const folders = [...new Set([cpuFolder, accountingFolder, memoryFolder])];
      folders.forEach((folder) => mkdirSync(folder, { recursive: true }));
      write(cpuFolder, 'cpu.cfs_period_us', cpuPeriodMicroseconds);
      write(cpuFolder, 'cpu.cfs_quota_us', cpuQuotaMicroseconds(limits));
      write(memoryFolder, 'memory.limit_in_bytes', memoryBytes(limits));
      return {
        folders,
        usage: () => ({
          cpuNanoseconds: Number(read(accountingFolder, 'cpuacct.usage')),
          memoryBytes:
            Number(read(memoryFolder, 'memory.usage_in_bytes')) -
            readField(memoryFolder, 'memory.stat', 'total_inactive_file'),
        }),
        hasRunOutOfMemory: () => readField(memoryFolder, 'memory.oom_control', 'oom_kill') > 0,
        remove: () => removeAll(folders),
      };
    },
    remove: () => removeAll([cpu, accounting, memory]),
  };
}

async function removeAll(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await removeTree(folder);
}
