import { localStage } from './local.ts';
import { previewStage } from './preview.ts';
import { productionStage } from './production.ts';

export const stages = { local: localStage, preview: previewStage, production: productionStage };
