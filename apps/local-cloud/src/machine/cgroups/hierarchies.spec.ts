import { parseHierarchies } from './hierarchies.ts';

it('finds each controller of v1, also where two share a mount', () => {
  const { v1, v2 } = parseHierarchies(
    [
      'cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,relatime,cpu,cpuacct 0 0',
      'cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0',
      'tmpfs /sys/fs/cgroup tmpfs rw,mode=755 0 0',
    ].join('\n'),
    '4:memory:/jobs/1\n1:cpu,cpuacct:/\n',
  );
  expect(v2).toBeUndefined();
  expect(Object.fromEntries(v1)).toEqual({
    cpu: { mountPoint: '/sys/fs/cgroup/cpu,cpuacct', ownPath: '/' },
    cpuacct: { mountPoint: '/sys/fs/cgroup/cpu,cpuacct', ownPath: '/' },
    memory: { mountPoint: '/sys/fs/cgroup/memory', ownPath: '/jobs/1' },
  });
});

it('finds v2 and our own cgroup in it', () => {
  const mounts = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0';
  expect(parseHierarchies(mounts, '0::/user.slice/session-1.scope\n').v2).toEqual({
    mountPoint: '/sys/fs/cgroup',
    ownPath: '/user.slice/session-1.scope',
  });
});
