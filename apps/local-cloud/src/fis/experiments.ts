import { messageOf } from '@edutechbr/cli';
import { randomBytes } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';
import { effectsOf, type Effects, type TemplateSettings } from './template.ts';

export interface Template extends TemplateSettings {
  readonly id: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly lastUpdateTime: Date;
}

export interface Experiment extends Pick<Template, 'actions' | 'targets' | 'stopConditions' | 'roleArn'> {
  readonly id: string;
  readonly arn: string;
  readonly experimentTemplateId: string;
  readonly creationTime: Date;
  readonly startTime: Date;
  endTime?: Date;
  state: { readonly status: 'running' | 'completed' | 'stopped' | 'failed'; readonly reason: string };
}

/** What experiments break, and what they look at. */
export interface Surroundings {
  loseZone(zone: string): void;
  restoreZone(zone: string): void;
  stopTasks(which: Effects['tasks'][number]): Promise<void>;
  /** Those of these alarms, by ARN, that are in the state ALARM. */
  raisedAlarms(arns: readonly string[]): Promise<string[]>;
}

const MS_BETWEEN_LOOKS = 5_000;

/** The templates and experiments of AWS Fault Injection Service (FIS), and what experiments do here (docs/emulation.md). */
export class FaultInjection {
  readonly templates = new Map<string, Template>();
  readonly experiments = new Map<string, Experiment>();
  readonly #arn: (resource: string) => string;
  readonly #surroundings: Surroundings;
  readonly #timers = new Map<string, readonly NodeJS.Timeout[]>();
  /** Zones by the experiment that has taken them away. */
  readonly #lost = new Map<string, readonly string[]>();

  constructor(region: string, accountId: string, surroundings: Surroundings) {
    this.#arn = (resource) => `arn:aws:fis:${region}:${accountId}:${resource}`;
    this.#surroundings = surroundings;
  }

  createTemplate(settings: TemplateSettings): Template {
    effectsOf(settings);
    const id = newId('EXT');
    const now = new Date();
    const arn = this.#arn(`experiment-template/${id}`);
    const template = { ...settings, id, arn, creationTime: now, lastUpdateTime: now };
    this.templates.set(id, template);
    return template;
  }

  updateTemplate(id: string, changes: Partial<TemplateSettings>): Template {
    const template = { ...this.template(id), ...changes, lastUpdateTime: new Date() };
    effectsOf(template);
    this.templates.set(id, template);
    return template;
  }

  /** @throws AwsError when there is none */
  template(id: string): Template {
    return this.templates.get(id) ?? notFound(`experiment template ${id}`);
  }

  /** @throws AwsError when there is none */
  experiment(id: string): Experiment {
    return this.experiments.get(id) ?? notFound(`experiment ${id}`);
  }

  async start(templateId: string): Promise<Experiment> {
    const { actions, targets, stopConditions, roleArn } = this.template(templateId);
    const effects = effectsOf(this.template(templateId));
    const id = newId('EXP');
    const now = new Date();
    const experiment: Experiment = {
      ...{ id, arn: this.#arn(`experiment/${id}`), experimentTemplateId: templateId },
      ...{ actions, targets, stopConditions, roleArn },
      ...{ creationTime: now, startTime: now },
      state: { status: 'running', reason: 'Experiment is running.' },
    };
    this.experiments.set(id, experiment);
    await this.#stopIfRaised(experiment);
    if (experiment.state.status === 'running') await this.#begin(experiment, effects);
    return experiment;
  }

  stop(id: string, reason = 'Experiment stopped by user.'): Experiment {
    const experiment = this.experiment(id);
    this.#end(experiment, { status: 'stopped', reason });
    return experiment;
  }

  async #begin(experiment: Experiment, { zones, tasks, milliseconds }: Effects): Promise<void> {
    const { loseZone, stopTasks } = this.#surroundings;
    const lost: string[] = [];
    this.#lost.set(experiment.id, lost);
    try {
      for (const zone of zones) {
        loseZone(zone);
        lost.push(zone);
      }
      for (const which of tasks) await stopTasks(which);
    } catch (error) {
      this.#end(experiment, { status: 'failed', reason: messageOf(error) });
      return;
    }
    const complete = () => this.#end(experiment, { status: 'completed', reason: 'Experiment completed.' });
    if (zones.length === 0) return complete();
    this.#timers.set(experiment.id, [
      setTimeout(complete, milliseconds).unref(),
      setInterval(() => void this.#stopIfRaised(experiment), MS_BETWEEN_LOOKS).unref(),
    ]);
  }

  async #stopIfRaised(experiment: Experiment): Promise<void> {
    const arns = experiment.stopConditions.flatMap(({ value }) => value ?? []);
    // An endpoint that is busy says nothing about the alarms.
    const raised = await this.#surroundings.raisedAlarms(arns).catch((): string[] => []);
    if (raised.length > 0)
      this.stop(experiment.id, `Experiment halted by stop condition: ${raised.join(', ')}`);
  }

  #end(experiment: Experiment, state: Experiment['state']): void {
    if (experiment.state.status !== 'running') return;
    for (const timer of this.#timers.get(experiment.id) ?? []) clearTimeout(timer);
    this.#timers.delete(experiment.id);
    for (const zone of this.#lost.get(experiment.id) ?? []) this.#surroundings.restoreZone(zone);
    this.#lost.delete(experiment.id);
    experiment.state = state;
    experiment.endTime = new Date();
  }
}

const newId = (prefix: string) => prefix + randomBytes(9).toString('base64url').replace(/[-_]/g, 'x');

function notFound(what: string): never {
  throw new AwsError(404, 'ResourceNotFoundException', `${what} does not exist`);
}
