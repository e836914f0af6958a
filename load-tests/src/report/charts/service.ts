import type { TrackedMetric } from '../../stage/scaling.ts';
import type { ReportData } from '../report-data.ts';
import type { ChartOf, Limit } from './chart.ts';

/** What the load did to the tasks. */
export const serviceCharts = {
  tasks: ({ timeline, scaling }) => ({
    title: 'Tasks',
    unit: 'count',
    source: 'CloudWatch',
    lines: [
      { label: 'healthy', series: timeline.healthyTargets, style: 'first' },
      { label: 'running', series: timeline.runningTasks, style: 'second' },
      { label: 'desired', series: timeline.desiredTasks, style: 'third' },
    ],
    limits: scaling.maxTasks > 0 ? [{ label: `at most ${scaling.maxTasks}`, value: scaling.maxTasks }] : [],
  }),

  cpu: (data) => ({
    title: 'CPU of the tasks',
    unit: '% of their reservation, average',
    source: 'CloudWatch',
    lines: [{ label: 'CPU', series: data.timeline.cpuPercent, style: 'first' }],
    limits: targetsOf(data, 'cpu'),
  }),

  memory: (data) => ({
    title: 'Memory of the tasks',
    unit: '% of their reservation, average',
    source: 'CloudWatch',
    lines: [{ label: 'memory', series: data.timeline.memoryPercent, style: 'first' }],
    limits: targetsOf(data, 'memory'),
  }),
} as const satisfies Readonly<Record<string, ChartOf>>;

function targetsOf({ scaling }: ReportData, metric: TrackedMetric): Limit[] {
  return scaling.policies
    .filter(({ tracks }) => tracks === metric)
    .map(({ targetPercent }) => ({ label: `target ${targetPercent} %`, value: targetPercent }));
}
