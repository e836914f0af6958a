import { readFileSync } from 'node:fs';
import { treeName, type CgroupTree } from './cgroup.ts';
import { parseHierarchies } from './hierarchies.ts';
import { openV1 } from './v1.ts';
import { openV2 } from './v2.ts';

export type { Cgroup, CgroupTree } from './cgroup.ts';

/** @returns undefined where no cgroup can be made: tasks then run unbounded and unmeasured */
export function openCgroups(workspace: string): CgroupTree | undefined {
  try {
    const hierarchies = parseHierarchies(
      readFileSync('/proc/self/mounts', 'utf8'),
      readFileSync('/proc/self/cgroup', 'utf8'),
    );
    const name = treeName(workspace);
    return openV2(hierarchies, name) ?? openV1(hierarchies, name);
  } catch {
    return undefined;
  }
}
