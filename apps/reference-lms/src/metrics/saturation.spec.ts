import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Saturation } from './saturation.ts';

const at = new Date(1_800_000_000_000);
const saturationIn = (line: string): number => JSON.parse(line).Saturation;

it('is a high-resolution metric in the Embedded Metric Format', () => {
  expect(JSON.parse(new Saturation().report('lms', at))).toEqual({
    _aws: {
      Timestamp: 1_800_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'EduTechBR/LMS',
          Dimensions: [['ServiceName']],
          Metrics: [{ Name: 'Saturation', Unit: 'Percent', StorageResolution: 1 }],
        },
      ],
    },
    ServiceName: 'lms',
    Saturation: expect.any(Number),
  });
});

it('is 100 % of a time in which the process never waited, and begins anew with each report', async () => {
  const saturation = new Saturation();
  await delay(50);
  const idle = saturationIn(saturation.report('lms', at));
  const busyUntil = performance.now() + 20;
  while (performance.now() < busyUntil);
  expect(saturationIn(saturation.report('lms', at))).toBe(100);
  expect(idle).toBeLessThan(100);
});
