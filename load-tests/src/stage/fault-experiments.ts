import { setTimeout as sleep } from 'node:timers/promises';
import type { Experiment, Experiments } from './experiments.ts';

const MS_BETWEEN_LOOKS = 1000;
/** FIS resolves targets before it starts; a roll-back takes as long as the slowest of its actions. */
const SECONDS_TO_BEGIN = 120;
const SECONDS_TO_END = 300;

/** Experiments by what they take away: `task`, or a zone. */
export class FaultExperiments {
  readonly #experiments: Experiments;
  readonly #templateIds: Readonly<Record<string, string>>;

  constructor(experiments: Experiments, templateIds: Readonly<Record<string, string>>) {
    this.#experiments = experiments;
    this.#templateIds = templateIds;
  }

  /** Until it is over. */
  async run(what: string): Promise<void> {
    const { id } = await this.#start(what);
    refuse(await this.#until(id, ({ state }) => !goesOn(state.status), SECONDS_TO_END));
  }

  /** Until it has begun. */
  async begin(what: string): Promise<void> {
    const { id } = await this.#start(what);
    const hasBegun = ({ state }: Experiment) => !['pending', 'initiating'].includes(state.status);
    refuse(await this.#until(id, hasBegun, SECONDS_TO_BEGIN));
  }

  /** @throws Error when the last one did not go on until its own end. */
  async requireHeld(what: string): Promise<void> {
    const [last] = await this.#experiments.ofTemplate(this.#template(what));
    if (last) refuse(last);
  }

  async end(what: string): Promise<void> {
    for (const { id, state } of await this.#experiments.ofTemplate(this.#template(what))) {
      if (!goesOn(state.status)) continue;
      await this.#experiments.stop(id);
      await this.#until(id, (experiment) => !goesOn(experiment.state.status), SECONDS_TO_END);
    }
  }

  #template(what: string): string {
    const id = this.#templateIds[what];
    if (id === undefined) throw new Error(`the stage has no experiment for ${what}`);
    return id;
  }

  #start(what: string): Promise<Experiment> {
    return this.#experiments.start(this.#template(what));
  }

  async #until(
    id: string,
    isThere: (experiment: Experiment) => boolean,
    seconds: number,
  ): Promise<Experiment> {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(MS_BETWEEN_LOOKS)) {
      const experiment = await this.#experiments.get(id);
      if (isThere(experiment)) return experiment;
    }
    throw new Error(`experiment ${id} of AWS FIS was waited for in vain for ${seconds} s`);
  }
}

/** States of an experiment that goes on, begins, or is rolled back (FIS API reference, ExperimentState). */
const goesOn = (status: string): boolean => ['pending', 'initiating', 'running', 'stopping'].includes(status);

/** @throws Error with FIS's reason for an experiment that failed, or that an alarm stopped. */
function refuse({ id, state: { status, reason = 'no reason given' } }: Experiment): void {
  if (status !== 'running' && status !== 'completed')
    throw new Error(`experiment ${id} of AWS FIS is ${status}: ${reason}`);
}
