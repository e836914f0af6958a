import { minute, timeline } from '../testing/example-run.ts';
import { emptyTimeline } from './timeline.ts';
import { missingSeries, waitForMetrics } from './wait-for-metrics.ts';

describe('waiting for CloudWatch', () => {
  const never = new AbortController().signal;

  it('is over when the last minute of every awaited series has come', async () => {
    expect(missingSeries(timeline, minute(7))).toEqual([]);
    const wait = { minute: minute(7), onMissing: () => undefined, timeoutSeconds: 60, signal: never };
    expect(await waitForMetrics({ ...wait, read: async () => timeline })).toBe(timeline);
  });

  it('misses the series that end before that minute', () => {
    const late = { ...timeline, redisItems: timeline.redisItems.slice(0, 7) };
    expect(missingSeries(late, minute(7))).toEqual(['redisItems']);
  });

  it('gives up after its time, and leaves the verdict to the assertions', async () => {
    const wait = { minute: minute(7), onMissing: () => undefined, timeoutSeconds: -1, signal: never };
    expect(await waitForMetrics({ ...wait, read: async () => emptyTimeline })).toBe(emptyTimeline);
  });

  it('says what it waits for, and ends when it is interrupted', async () => {
    const interruption = new AbortController();
    const onMissing = jest.fn(() => interruption.abort());
    await expect(
      waitForMetrics({
        read: async () => ({ ...timeline, cpuPercent: [] }),
        minute: minute(7),
        onMissing,
        timeoutSeconds: 60,
        signal: interruption.signal,
      }),
    ).rejects.toThrow('aborted');
    expect(onMissing).toHaveBeenCalledWith(['cpuPercent']);
  });
});
