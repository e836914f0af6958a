export { emulatedServices } from './emulated-services.ts';
export type { Outputs } from './outputs.ts';
export { serviceLinkedRoles, type ServiceLinkedRole } from './service-linked-roles.ts';
export type { Stage, StageSettings } from './stage.ts';
export { localStage, otherCertificateArn } from './stages/local.ts';
export { previewStage } from './stages/preview.ts';
export { productionStage } from './stages/production.ts';
export { suffixFault } from './suffixes.ts';
