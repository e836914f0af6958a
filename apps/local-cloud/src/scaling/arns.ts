import { randomBytes, randomUUID } from 'node:crypto';
import type { TargetKey } from './registry.ts';

/** ARNs of what Application Auto Scaling creates. */
export class Arns {
  private readonly region: string;
  private readonly accountId: string;

  constructor(region: string, accountId: string) {
    this.region = region;
    this.accountId = accountId;
  }

  newTarget(): string {
    return `${this.prefix('application-autoscaling')}:scalable-target/${randomBytes(16).toString('hex')}`;
  }

  newPolicy(key: TargetKey, name: string): string {
    return this.newChild('scalingPolicy', key, `policyName/${name}`);
  }

  newScheduledAction(key: TargetKey, name: string): string {
    return this.newChild('scheduledAction', key, `scheduledActionName/${name}`);
  }

  alarm(name: string): string {
    return `${this.prefix('cloudwatch')}:alarm:${name}`;
  }

  serviceLinkedRole(): string {
    const role =
      'ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService';
    return `arn:aws:iam::${this.accountId}:role/aws-service-role/${role}`;
  }

  private newChild(kind: string, { ServiceNamespace, ResourceId }: TargetKey, name: string): string {
    const resource = `resource/${ServiceNamespace}/${ResourceId}`;
    return `${this.prefix('autoscaling')}:${kind}:${randomUUID()}:${resource}:${name}`;
  }

  private prefix(service: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}`;
  }
}
