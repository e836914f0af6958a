interface Hierarchy {
  readonly mountPoint: string;
  /** The cgroup that this process is in, below the mount point. */
  readonly ownPath: string;
}

export interface Hierarchies {
  /** By controller, e.g. `memory`. */
  readonly v1: ReadonlyMap<string, Hierarchy>;
  /** @default - cgroup v2 is not mounted */
  readonly v2?: Hierarchy;
}

/** What `/proc/self/mounts` and `/proc/self/cgroup` say about the mounted cgroup hierarchies. */
export function parseHierarchies(mounts: string, ownCgroups: string): Hierarchies {
  const own = new Map(
    ownCgroups
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [, controllers = '', ...path] = line.split(':');
        return controllers.split(',').map((controller) => [controller, path.join(':')] as const);
      }),
  );
  const v1 = new Map<string, Hierarchy>();
  let v2: Hierarchy | undefined;
  for (const line of mounts.split('\n')) {
    const [, mountPoint = '', type, options = ''] = line.split(' ');
    if (type === 'cgroup2') v2 = { mountPoint, ownPath: own.get('') ?? '/' };
    if (type !== 'cgroup') continue;
    for (const option of options.split(','))
      if (own.has(option)) v1.set(option, { mountPoint, ownPath: own.get(option) ?? '/' });
  }
  return { v1, v2 };
}
