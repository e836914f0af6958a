import type { Clients } from '../stage/clients.ts';
import type { StageOutputs } from '../stage/outputs.ts';

export interface PreparationContext {
  readonly clients: Clients;
  readonly outputs: StageOutputs;
  readonly print: (line: string) => void;
}

/** Puts the deployed stage back as it was; called once, also when the run fails or is interrupted. */
export type Undo = () => Promise<void>;

/** Changes the deployed stage through the AWS API before students come. */
export type Preparation = (context: PreparationContext) => Promise<Undo>;
