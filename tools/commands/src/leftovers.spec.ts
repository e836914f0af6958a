import { leftProcesses } from './leftovers.ts';

describe('what a stopped local cloud left', () => {
  it("names the workspace's own processes and nobody else's", () => {
    const processes = [
      '  101 redis-server /srv/lms/.local-cloud/redis/a.conf',
      '  102 redis-server *:6379',
      '  103 node /srv/lms/apps/local-cloud/src/daemon.ts',
      '  104 node /srv/other/apps/local-cloud/src/daemon.ts',
    ].join('\n');
    expect(leftProcesses(processes, '/srv/lms')).toEqual([
      'process 101 redis-server /srv/lms/.local-cloud/redis/a.conf',
      'process 103 node /srv/lms/apps/local-cloud/src/daemon.ts',
    ]);
  });
});
