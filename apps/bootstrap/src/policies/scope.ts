import { environment, project, type PolicyCondition, type PolicyStatement } from '@edutechbr/foundation';
import type { BootstrapSettings, DeployedStage } from '../settings.ts';

/** What the roles of a stage may touch: resources by the names of its deployments, else by its tags. */
export class Scope {
  readonly stage: DeployedStage;
  readonly settings: BootstrapSettings;
  /** Resources that carry the stage's tags. */
  readonly tagged: PolicyCondition;
  /** Requests that put the stage's tags onto what they make. */
  readonly tagging: PolicyCondition;

  constructor(settings: BootstrapSettings, stage: DeployedStage) {
    this.settings = settings;
    this.stage = stage;
    const tags = { project, stage: stage.name };
    const of = (kind: string) =>
      Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:${kind}/${key}`, value]));
    this.tagged = { StringEquals: of('ResourceTag') };
    this.tagging = { StringEquals: of('RequestTag') };
  }

  /** A type's names in the deployments of the stage: `ecs-cluster-production-main`. */
  names(type: string): string[] {
    return this.stage.suffixes.map((suffix) => `${type}-${environment}-${suffix}`);
  }

  /** ARNs in the account and region, for what is named by `<name>` in a resource such as `cluster/<ecs-cluster>`. */
  arns(service: string, resource: string): string[] {
    const { accountId, region } = this.settings;
    return this.filled(`arn:aws:${service}:${region}:${accountId}:${resource}`);
  }

  /** ARNs of IAM, which knows no region. */
  iamArns(resource: string): string[] {
    return this.filled(`arn:aws:iam::${this.settings.accountId}:${resource}`);
  }

  /** A text for each suffix of the stage, with names in the place of `<type>`. */
  filled(text: string): string[] {
    const { suffixes } = this.stage;
    const one = (suffix: string) => text.replace(/<([^>]+)>/g, `$1-${environment}-${suffix}`);
    return [...new Set(suffixes.map(one))];
  }
}

/** A statement that allows actions of one service, named without it. */
export function allow(
  Sid: string,
  service: string,
  actions: readonly string[],
  Resource: string | readonly string[],
  Condition?: PolicyCondition,
): PolicyStatement {
  const Action = actions.map((action) => `${service}:${action}`);
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
