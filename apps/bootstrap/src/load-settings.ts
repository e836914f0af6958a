import { previewStage, productionStage, type Stage } from '@edutechbr/lms-infra';
import { loadStage } from '@edutechbr/lms-infra/program';
import { account } from './account.ts';
import { bootstrapSettings, type BootstrapSettings } from './settings.ts';

/**
 * What is set up in the account of the stage that the environment names (`LMS_STAGE`, `local` unless set).
 *
 * @throws ExitError 2 that names every wrong field with its rule and its value.
 */
export function loadSettings(environment: NodeJS.ProcessEnv): { stage: Stage; settings: BootstrapSettings } {
  const stage = loadStage(environment);
  return {
    stage,
    settings: bootstrapSettings(stage, { preview: previewStage, production: productionStage }, account),
  };
}
