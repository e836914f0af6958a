import { loadCharts } from './load.ts';
import { redisCharts } from './redis.ts';
import { serviceCharts } from './service.ts';
import { sessionStoreCharts } from './session-stores.ts';

export * from './chart.ts';

/** Every chart that a question can be answered with. */
export const charts = { ...loadCharts, ...serviceCharts, ...redisCharts, ...sessionStoreCharts };

export type ChartName = keyof typeof charts;
