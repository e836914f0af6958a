import { loadCharts } from './load.ts';
import { redisCharts } from './redis.ts';
import { serviceCharts } from './service.ts';

export * from './chart.ts';

/** Every chart that a question can be answered with. */
export const charts = { ...loadCharts, ...serviceCharts, ...redisCharts };

export type ChartName = keyof typeof charts;
