import { createHash } from 'node:crypto';

/** Bounds and measures the processes in it. */
export interface Cgroup {
  /** Folders whose `cgroup.procs` a process joins: one for cgroup v2, one for each controller of v1. */
  readonly folders: readonly string[];

  usage(): CgroupUsage;

  /** Whether the kernel has killed a process because the memory limit was reached. */
  hasRunOutOfMemory(): boolean;

  /** Kills what is left in it, then removes it. */
  remove(): Promise<void>;
}

export interface CgroupUsage {
  /** CPU time since the cgroup was made. */
  readonly cpuNanoseconds: number;
  /** Memory in use without the page cache that the kernel could drop, as `docker stats` counts. */
  readonly memoryBytes: number;
}

export interface CgroupLimits {
  /** 1024 is one CPU. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
}

/** Makes cgroups of one version below a folder of our own. */
export interface CgroupTree {
  /** For `status`: `cgroup v1` or `cgroup v2`. */
  readonly description: string;
  create(name: string, limits: CgroupLimits): Cgroup;
  /** Kills everything in the tree and removes it. */
  remove(): Promise<void>;
}

/** Name of a workspace's folder in each cgroup hierarchy: two clones on one machine must not end each other's tasks. */
export const treeName = (workspace: string): string =>
  `edutechbr-local-cloud-${createHash('sha256').update(workspace).digest('hex').slice(0, 8)}`;

/** The kernel's default: 100 ms. */
export const cpuPeriodMicroseconds = 100_000;

export const cpuQuotaMicroseconds = ({ cpuUnits }: CgroupLimits): number =>
  Math.round((cpuUnits / 1024) * cpuPeriodMicroseconds);

export const memoryBytes = ({ memoryMiB }: CgroupLimits): number => memoryMiB * 1024 * 1024;
