export interface EmbeddedMetric {
  readonly unit: 'Count' | 'Milliseconds' | 'Percent';
  /** Without values the metric has no datapoint. */
  readonly values: number | readonly number[];
  /** Seconds that CloudWatch keeps apart; 1 is what alarms of less than a minute need. @default 60 */
  readonly storageResolution?: 1 | 60;
}

/** Metrics of one moment, each by its name. */
export interface MetricsReport {
  /** Each by its name. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: Date;
  readonly metrics: Readonly<Record<string, EmbeddedMetric>>;
  /** What is written beside the metrics, for a person who reads the log. */
  readonly details?: Readonly<Record<string, number>>;
}

/** The report as a line of CloudWatch's Embedded Metric Format: written to the log, it becomes metrics. */
export function embeddedMetrics({ dimensions, at, metrics, details }: MetricsReport): string {
  const named = Object.entries(metrics);
  const measured = named.filter(([, { values }]) => typeof values === 'number' || values.length > 0);
  return JSON.stringify({
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'EduTechBR/LMS',
          Dimensions: [Object.keys(dimensions)],
          Metrics: measured.map(([name, { unit, storageResolution }]) => ({
            Name: name,
            Unit: unit,
            StorageResolution: storageResolution,
          })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(named.map(([name, { values }]) => [name, values])),
    ...details,
  });
}
