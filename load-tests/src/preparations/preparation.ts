import type { Clients } from '../stage/clients.ts';
import type { StageOutputs } from '../stage/outputs.ts';
import type { StageBefore } from './stage-before.ts';

export interface PreparationContext {
  readonly clients: Clients;
  readonly outputs: StageOutputs;
  readonly print: (line: string) => void;
}

/**
 * Changes the deployed stage through the AWS API before students come, within what `StageBefore` holds: that is how it is put back, whatever
 * becomes of the run.
 */
export type Preparation = (context: PreparationContext, before: StageBefore) => Promise<void>;
