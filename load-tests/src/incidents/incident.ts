import type { RunEvent } from '../run/run-record.ts';
import type { Clients } from '../stage/clients.ts';
import type { StageOutputs } from '../stage/outputs.ts';
import type { DeployedService } from '../stage/service.ts';

export interface IncidentContext {
  readonly clients: Clients;
  readonly outputs: StageOutputs;
  readonly service: DeployedService;
  /** Puts an event on the run's time axis. `at` defaults to now. */
  readonly tell: (kind: RunEvent['kind'], label: string, at?: Date) => void;
  /** Aborts when the load is over. */
  readonly signal: AbortSignal;
}

/** Something that happens to the deployed system while students work. Resolves when the system is whole again. */
export type Incident = (context: IncidentContext) => Promise<void>;
