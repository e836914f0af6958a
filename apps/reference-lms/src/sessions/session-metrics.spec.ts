import { SessionMetrics } from './session-metrics.ts';

const report = (metrics: SessionMetrics) => JSON.parse(metrics.report(new Date(1_800_000_000_000)));

const newMetrics = () => new SessionMetrics({ ServiceName: 'lms' });

const operate = (metrics: SessionMetrics, times: number, error: unknown = null) => {
  for (let i = 0; i < times; i += 1) metrics.timed(() => undefined)(error);
};

describe('session metrics', () => {
  it('are a line of the Embedded Metric Format', () => {
    const metrics = newMetrics();
    operate(metrics, 1);
    expect(report(metrics)).toEqual({
      _aws: {
        Timestamp: 1_800_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'EduTechBR/LMS',
            Dimensions: [['ServiceName']],
            Metrics: [
              { Name: 'SessionOperationLatency', Unit: 'Milliseconds' },
              { Name: 'SessionOperationErrors', Unit: 'Count' },
            ],
          },
        ],
      },
      ServiceName: 'lms',
      SessionOperationLatency: [expect.any(Number)],
      SessionOperationErrors: 0,
      sessionOperations: 1,
    });
  });

  it('give at most 100 quantiles, in milliseconds', () => {
    const clock = jest.spyOn(performance, 'now');
    const metrics = newMetrics();
    for (let milliseconds = 1; milliseconds <= 1000; milliseconds += 1) {
      clock.mockReturnValueOnce(0).mockReturnValueOnce(milliseconds);
      metrics.timed(() => undefined)(null);
    }
    clock.mockRestore();
    const { SessionOperationLatency: values } = report(metrics);
    expect(values).toHaveLength(100);
    expect(values[0]).toBeCloseTo(5, 0);
    expect(values[49] / 495).toBeCloseTo(1, 1);
    expect(values[99] / 995).toBeCloseTo(1, 1);
  });

  it('count the failures, and begin anew after each report', () => {
    const metrics = newMetrics();
    operate(metrics, 2, new Error('lost'));
    expect(report(metrics)).toMatchObject({ SessionOperationErrors: 2, sessionOperations: 2 });
    const silent = report(metrics);
    expect(silent).toMatchObject({ SessionOperationErrors: 0, SessionOperationLatency: [] });
    expect(silent._aws.CloudWatchMetrics[0].Metrics).toEqual([
      { Name: 'SessionOperationErrors', Unit: 'Count' },
    ]);
  });
});
