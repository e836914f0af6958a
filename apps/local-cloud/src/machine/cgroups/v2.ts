import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cpuPeriodMicroseconds, cpuQuotaMicroseconds, memoryBytes, type CgroupTree } from './cgroup.ts';
import { makeTree, read, readField, removeTree, write } from './files.ts';
import type { Hierarchies } from './hierarchies.ts';

const CONTROLLERS = '+cpu +memory';

/** @returns undefined when a controller is missing or we may not make cgroups */
export function openV2({ v2 }: Hierarchies, treeName: string): CgroupTree | undefined {
  if (!v2) return undefined;
  const tree = makeTree(v2.mountPoint, v2.ownPath, treeName, (parent) =>
    write(parent, 'cgroup.subtree_control', CONTROLLERS),
  );
  if (!tree) return undefined;
  write(tree, 'cgroup.subtree_control', CONTROLLERS);
  return {
    description: 'cgroup v2',
    create(name, limits) {
      const folder = join(tree, name);
      mkdirSync(folder, { recursive: true });
      write(folder, 'cpu.max', `${cpuQuotaMicroseconds(limits)} ${cpuPeriodMicroseconds}`);
      write(folder, 'memory.max', memoryBytes(limits));
      return {
        folders: [folder],
        usage: () => ({
          cpuNanoseconds: readField(folder, 'cpu.stat', 'usage_usec') * 1000,
          memoryBytes:
            Number(read(folder, 'memory.current')) - readField(folder, 'memory.stat', 'inactive_file'),
        }),
        hasRunOutOfMemory: () => readField(folder, 'memory.events', 'oom_kill') > 0,
        remove: () => removeTree(folder),
      };
    },
    remove: () => removeTree(tree),
  };
}
