export type { Status } from './daemon/status.ts';
