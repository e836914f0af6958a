import { dimensions, single, type Measurement } from './statistic-set.ts';

/** The existing database as its metrics see it. */
export interface MeasuredDatabase {
  /** RDS's name of it. */
  readonly instanceIdentifier: string;

  /** CPU time of all its processes since it started. @returns undefined while it does not run */
  cpuSeconds(): number | undefined;
}

interface Reading {
  readonly cpuSeconds: number;
  readonly at: Date;
}

/**
 * `AWS/RDS` CPUUtilization of the database, as if it were an instance with one vCPU. Nothing bounds it here, so that it
 * can be above 100 %.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export class DatabaseMetrics {
  private before: Reading | undefined;

  /** What the database did since the last call; it counts from the second one. */
  collect(database: MeasuredDatabase, now: Date): Measurement[] {
    const cpuSeconds = database.cpuSeconds();
    const { before } = this;
    this.before = cpuSeconds === undefined ? undefined : { cpuSeconds, at: now };
    // A restarted server counts from zero again.
    if (!before || cpuSeconds === undefined || cpuSeconds < before.cpuSeconds) return [];
    const elapsedSeconds = (now.getTime() - before.at.getTime()) / 1000;
    const percent = (100 * (cpuSeconds - before.cpuSeconds)) / elapsedSeconds;
    const Dimensions = dimensions({ DBInstanceIdentifier: database.instanceIdentifier });
    return [single('CPUUtilization', percent, 'Percent', Dimensions)];
  }
}
