import { benchmarkTable, type Measured } from './benchmark-table.ts';
import { usageBetween, type Sample } from './part-usage.ts';
import { findParts, parseProcesses } from './parts.ts';

const listed = `
    1     0 init
  100     1 node --import tsx /w/apps/local-cloud/src/daemon.ts
  101   100 /w/node_modules/esbuild --service
  102   100 /usr/sbin/haproxy -db -f /w/haproxy.cfg
  103   100 /w/native/bin/postgres -D /w/data
  104   103 postgres: checkpointer
  105   100 /usr/bin/redis-server 127.11.0.1:6379
  106   100 /cache/bin/python /w/apps/local-cloud/emulator/emulator.py --port 1
  107   100 node main.js
  200     1 node /w/load-tests/src/benchmark/cli.ts
  201   200 node /w/load-tests/src/cli.ts
  202   201 /cache/k6 run --quiet script.js
  203   201 node jest
  300     1 node --import tsx /other/apps/local-cloud/src/daemon.ts
  301   300 /usr/bin/redis-server 127.11.0.1:6379
`;

describe('the parts of a stage', () => {
  it("are this workspace's processes and what they started", () => {
    const found = findParts(parseProcesses(listed), '/w/apps/local-cloud/src/daemon.ts', 200);
    expect(Object.fromEntries(found)).toEqual({
      100: 'local cloud',
      101: 'local cloud',
      102: 'HAProxy',
      103: 'PostgreSQL',
      104: 'PostgreSQL',
      105: 'redis-servers',
      106: 'emulator',
      107: 'LMS tasks',
      200: 'load test',
      201: 'load test',
      202: 'k6',
      203: 'load test',
    });
  });

  it('take what their processes took between two moments', () => {
    const sample = (at: number, cpuMs: readonly number[]): Sample => ({
      at,
      processes: cpuMs.map((ms, pid) => ({ pid, part: 'LMS tasks', cpuMs: ms, bytes: 2 ** 20 })),
    });
    const samples = [
      sample(0, [0]),
      sample(10_000, [5000]),
      sample(20_000, [9000, 100]),
      sample(30_000, [99_000]),
    ];
    const tasks = usageBetween(samples, 10_000, 20_000).find(({ part }) => part === 'LMS tasks');
    expect(tasks).toEqual({ part: 'LMS tasks', processes: 2, cores: 0.4, busiestCores: 0.4, peakMiB: 2 });
  });
});

describe("the benchmark's table", () => {
  const measured = (sessions: number, mib: number): Measured => ({
    sessions,
    usage: [{ part: 'k6', processes: 1, cores: 0.5, busiestCores: 0.5, peakMiB: mib }],
    idleCpuPercent: 40,
    bytesPerSession: null,
    sessionP99Ms: 2.5,
    requestP95Ms: 12,
    steadyP95Ms: 11,
    witnessP95Ms: 5,
    errorRate: 0,
  });
  const row = (all: readonly Measured[], name: string) =>
    benchmarkTable(all).find(([first]) => first === name);

  it('judges the goals by the run with 10,000 students only', () => {
    const all = [measured(1000, 150), measured(10_000, 1600)];
    expect(row(all, 'the whole system')).toEqual([
      'the whole system',
      '0.50 cores, 150 MiB',
      '0.50 cores, 1,600 MiB',
      '≤ 1.4 cores: met',
    ]);
    expect(row(all.slice(0, 1), 'the whole system')?.at(-1)).toBe('≤ 1.4 cores');
  });

  it('judges whether k6 and the witness agree', () => {
    const name = 'request while all are there, p95 of k6 and of the witness';
    expect(row([measured(10_000, 1600)], name)).toEqual([
      name,
      '11 ms, 5 ms',
      'within a factor of 2: missed',
    ]);
    const agreed = { ...measured(10_000, 1600), witnessP95Ms: 6 };
    expect(row([agreed], name)?.at(-1)).toBe('within a factor of 2: met');
  });

  it('says what could not be measured', () => {
    expect(row([measured(1000, 150)], 'Redis memory per session')?.[1]).toBe('not measured');
  });
});
