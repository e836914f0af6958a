import { DatabaseMetrics } from './database-metrics.ts';

/** Collects once a minute from a database that has used so much CPU by then. */
const collect = (...cpuSeconds: readonly (number | undefined)[]) => {
  const metrics = new DatabaseMetrics();
  return cpuSeconds.map((used, minute) =>
    metrics.collect(
      { instanceIdentifier: 'lms-database', cpuSeconds: () => used },
      new Date(Date.UTC(2026, 10, 25, 12, minute)),
    ),
  );
};

describe("the database's metrics", () => {
  it('are the CPU of its processes in percent of one vCPU', () => {
    expect(collect(10, 25)).toEqual([
      [],
      [
        {
          MetricName: 'CPUUtilization',
          Value: 25,
          Unit: 'Percent',
          Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'lms-database' }],
        },
      ],
    ]);
  });

  it('leave out the minute in which it was away or was started again', () => {
    const values = collect(10, undefined, 3, 6, 1, 4).map(([metric]) => metric?.Value);
    expect(values).toEqual([undefined, undefined, undefined, 5, undefined, 5]);
  });
});
