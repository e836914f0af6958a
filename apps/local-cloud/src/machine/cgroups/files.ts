import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const read = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8').trim();

/** Only to a file that the kernel has made: in a plain folder it would create one, and bound nothing. */
export const write = (folder: string, file: string, value: string | number): void =>
  writeFileSync(join(folder, file), String(value), { flag: 'r+' });

/** A line `name value` of a file such as `memory.stat`; 0 when it is not there. */
export function readField(folder: string, file: string, name: string): number {
  const line = read(folder, file)
    .split('\n')
    .find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? 0);
}

/** Makes our folder in the first place that lets us: the hierarchy's root, else around or in our own cgroup. */
export function makeTree(
  mountPoint: string,
  ownPath: string,
  name: string,
  prepare: (parent: string) => void,
): string | undefined {
  for (const path of new Set(['/', dirname(ownPath), ownPath])) {
    const parent = join(mountPoint, path);
    const tree = join(parent, name);
    try {
      mkdirSync(tree, { recursive: true });
      prepare(parent);
      return tree;
    } catch {
      removeFolder(tree);
    }
  }
  return undefined;
}

function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was never made, or still holds processes: the next place is tried either way.
  }
}

/** Kills the processes in a cgroup and in those below it, and removes them all. */
export async function removeTree(folder: string): Promise<void> {
  let children: string[];
  try {
    children = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return;
  }
  for (const child of children) await removeTree(child);
  for (let attempt = 0; attempt < 50; attempt++) {
    killAll(folder);
    try {
      return rmdirSync(folder);
    } catch {
      // EBUSY until the kernel has let go of the killed processes.
      await sleep(100);
    }
  }
  throw new Error(`cgroup ${folder} cannot be removed`);
}

function killAll(folder: string): void {
  for (const pid of read(folder, 'cgroup.procs').split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
