import { readFileSync } from 'node:fs';
import type { CgroupTree } from './cgroup.ts';
import { parseHierarchies } from './hierarchies.ts';
import { openV1 } from './v1.ts';
import { openV2 } from './v2.ts';

export type { Cgroup, CgroupTree } from './cgroup.ts';

/** @returns undefined where no cgroup can be made: tasks then run unbounded and unmeasured */
export function openCgroups(): CgroupTree | undefined {
  try {
    const hierarchies = parseHierarchies(
      readFileSync('/proc/self/mounts', 'utf8'),
      readFileSync('/proc/self/cgroup', 'utf8'),
    );
    return openV2(hierarchies) ?? openV1(hierarchies);
  } catch {
    return undefined;
  }
}
