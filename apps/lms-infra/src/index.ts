export { emulatedServices } from './emulated-services.ts';
export type { Outputs } from './outputs.ts';
export type { Stage, StageSettings } from './stage.ts';
export { localStage, otherCertificateArn } from './stages/local.ts';
export { previewStage } from './stages/preview.ts';
export { productionStage } from './stages/production.ts';
