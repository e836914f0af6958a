export type { BootstrapSettings } from './settings.ts';
