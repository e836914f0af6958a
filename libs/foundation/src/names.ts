import { ConfigurationError, requireMatch } from './configuration-error.ts';

/** The environment that every stage's names and tags carry; the suffix tells deployments apart. */
export const environment = 'production';

/** Lower-case letters and digits in groups joined by single hyphens. */
export const environmentSuffixPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The resource types whose names AWS limits most tightly, in characters: load balancers and target groups
 * (ELB API reference, CreateLoadBalancer, CreateTargetGroup) and replication groups (ElastiCache API reference,
 * CreateReplicationGroup). Other names that we give have room for 63 characters or more.
 */
export const tightNameLimits = { alb: 32, tg: 32, redis: 40 } as const;

/** The longest `environmentSuffix` with which every name of `tightNameLimits` still fits. */
export const environmentSuffixMaxLength = Math.min(
  ...Object.entries(tightNameLimits).map(([type, limit]) => limit - `${type}-${environment}-`.length),
);

export interface NamesProps {
  /** Tells deployments apart: `environmentSuffixPattern`, at most `environmentSuffixMaxLength` characters. */
  readonly environmentSuffix: string;
}

/** Names of resources, as `resource-type-environment-suffix`. */
export class Names {
  readonly environmentSuffix: string;

  /** @throws ConfigurationError if the suffix would make a name that AWS refuses. */
  constructor({ environmentSuffix }: NamesProps) {
    requireMatch(
      'environmentSuffix',
      environmentSuffix,
      environmentSuffixPattern,
      'must be lower-case letters and digits in groups joined by single hyphens',
    );
    if (environmentSuffix.length > environmentSuffixMaxLength) {
      const rule = `must have at most ${environmentSuffixMaxLength} characters`;
      throw new ConfigurationError('environmentSuffix', rule, environmentSuffix);
    }
    this.environmentSuffix = environmentSuffix;
  }

  /** `name('ecs-cluster')` is `ecs-cluster-production-dev`; `name('subnet-private', 'a')` is `subnet-private-a-production-dev`. */
  name(resourceType: string, qualifier?: string): string {
    return [resourceType, qualifier, environment, this.environmentSuffix]
      .filter((part) => part !== undefined)
      .join('-');
  }
}
