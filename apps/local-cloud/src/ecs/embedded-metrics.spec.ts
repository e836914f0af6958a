import { parseEmbeddedMetrics } from './embedded-metrics.ts';

const line = (more: object) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'EduTechBR/LMS',
          Dimensions: [['ServiceName']],
          Metrics: [
            { Name: 'SessionOperationLatency', Unit: 'Milliseconds' },
            { Name: 'SessionOperationErrors' },
          ],
        },
      ],
    },
    ServiceName: 'lms',
    ...more,
  });

it('an embedded metric becomes values with their counts', () => {
  const metrics = parseEmbeddedMetrics(
    line({ SessionOperationLatency: [1, 2, 2], SessionOperationErrors: 0 }),
  );
  const common = {
    Dimensions: [{ Name: 'ServiceName', Value: 'lms' }],
    Timestamp: new Date(1_700_000_000_000),
  };
  expect(metrics).toEqual([
    {
      namespace: 'EduTechBR/LMS',
      datum: {
        ...common,
        MetricName: 'SessionOperationLatency',
        Unit: 'Milliseconds',
        Values: [1, 2],
        Counts: [1, 2],
      },
    },
    {
      namespace: 'EduTechBR/LMS',
      datum: { ...common, MetricName: 'SessionOperationErrors', Values: [0], Counts: [1] },
    },
  ]);
});

it('a high-resolution metric stays one', () => {
  const directive = {
    Namespace: 'EduTechBR/LMS',
    Dimensions: [['ServiceName']],
    Metrics: [{ Name: 'Saturation', Unit: 'Percent', StorageResolution: 1 }],
  };
  const _aws = { Timestamp: 1_700_000_000_000, CloudWatchMetrics: [directive] };
  const [metric] = parseEmbeddedMetrics(line({ _aws, Saturation: 98.7 }));
  expect(metric?.datum).toMatchObject({ MetricName: 'Saturation', Values: [98.7], StorageResolution: 1 });
});

it('a metric without a number is left out', () => {
  const metrics = parseEmbeddedMetrics(line({ SessionOperationLatency: [], SessionOperationErrors: 1 }));
  expect(metrics.map(({ datum }) => datum.MetricName)).toEqual(['SessionOperationErrors']);
});

it.each(['plain text', '{"level":30,"msg":"listening"}', '{"_aws":', '{"_aws":{"Timestamp":"x"}}'])(
  'no metric is found in %s',
  (text) => {
    expect(parseEmbeddedMetrics(text)).toEqual([]);
  },
);
