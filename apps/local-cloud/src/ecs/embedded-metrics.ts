import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';

const directive = z.object({
  Namespace: z.string(),
  Dimensions: z.array(z.array(z.string())).default([[]]),
  Metrics: z.array(
    z.object({ Name: z.string(), Unit: z.string().optional(), StorageResolution: z.number().optional() }),
  ),
});

/** CloudWatch Embedded Metric Format, as far as metrics are made of it. */
const embedded = z.looseObject({
  _aws: z.object({ Timestamp: z.number(), CloudWatchMetrics: z.array(directive) }),
});

const metricValue = z.union([z.number(), z.array(z.number()).min(1)]);

export interface NamespacedDatum {
  readonly namespace: string;
  readonly datum: MetricDatum;
}

/** @returns the metrics that CloudWatch Logs would extract from a log line; none when it is no embedded metric */
export function parseEmbeddedMetrics(line: string): NamespacedDatum[] {
  if (!line.startsWith('{') || !line.includes('"_aws"')) return [];
  const { data } = embedded.safeParse(parseJson(line));
  if (!data) return [];
  return data._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.flatMap(({ Name, Unit, StorageResolution }) => {
        const value = metricValue.safeParse(data[Name]);
        if (!value.success) return [];
        const datum = {
          MetricName: Name,
          Dimensions: names.map((name) => ({ Name: name, Value: String(data[name]) })),
          Timestamp: new Date(data._aws.Timestamp),
          Unit: Unit as MetricDatum['Unit'],
          StorageResolution,
          ...count([value.data].flat()),
        };
        return [{ namespace: Namespace, datum }];
      }),
    ),
  );
}

function count(values: readonly number[]): { Values: number[]; Counts: number[] } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { Values: [...counts.keys()], Counts: [...counts.values()] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
