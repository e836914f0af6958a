import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ECSClient } from '@aws-sdk/client-ecs';
import { AlarmEvaluator } from '../alarms/alarm-evaluator.ts';
import { CloudWatchAlarmStore } from '../alarms/alarm-store.ts';
import type { AwsClientSettings, HttpHandler, Part } from '../types.ts';
import { ApplicationAutoScalingApi } from './api.ts';
import { Arns } from './arns.ts';
import { EcsServices } from './ecs-services.ts';
import { createHttpHandler } from './http-handler.ts';
import { PolicyAlarms } from './policy-alarms.ts';
import { Registry } from './registry.ts';
import { ScalingEngine } from './scaling-engine.ts';

export interface ScalingProps {
  /** Of the emulator, which has no Application Auto Scaling of its own. */
  readonly aws: AwsClientSettings;
  readonly accountId: string;
}

/**
 * Application Auto Scaling: its API, and what it does to the deployed services. As it acts on alarms, the states of all
 * of CloudWatch's alarms are set here, right before.
 */
export class Scaling implements Part {
  readonly name = 'scaling';
  readonly secondsBetweenTicks = 5;
  readonly handle: HttpHandler;

  private readonly registry = new Registry();
  private readonly ecs: ECSClient;
  private readonly cloudWatch: CloudWatchClient;
  private readonly engine: ScalingEngine;

  constructor({ aws, accountId }: ScalingProps) {
    this.ecs = new ECSClient(aws);
    this.cloudWatch = new CloudWatchClient(aws);
    const services = new EcsServices(this.ecs);
    const store = new CloudWatchAlarmStore(this.cloudWatch);
    const { registry } = this;
    this.engine = new ScalingEngine({ registry, services, alarms: new AlarmEvaluator(store) });
    const alarms = new PolicyAlarms(store);
    const arns = new Arns(aws.region, accountId);
    this.handle = createHttpHandler(new ApplicationAutoScalingApi({ registry, services, alarms, arns }));
  }

  async start(): Promise<void> {
    // Nothing to start: the API is served by the daemon, the engine runs in ticks.
  }

  tick(): Promise<void> {
    return this.engine.tick();
  }

  describe(): string {
    const policies = this.registry.targets().flatMap(({ policies }) => [...policies.keys()]);
    const [latest] = this.registry.activities;
    const activity = latest ? `; ${latest.Description} (${latest.StatusCode})` : '';
    return `${policies.length === 0 ? 'no policy' : `policies ${policies.join(', ')}`}${activity}`;
  }

  async stop(): Promise<void> {
    this.ecs.destroy();
    this.cloudWatch.destroy();
  }
}
