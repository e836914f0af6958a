import { ConfigurationError, requireMatch } from './configuration-error.ts';
import { nameLimits } from './name-limits.ts';

/** The environment that every stage's names and tags carry; the suffix tells deployments apart. */
export const environment = 'production';

/** Lower-case letters and digits in groups joined by single hyphens. */
export const environmentSuffixPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Of the names that we give, those that leave the least room for a suffix. */
export const tightNames = {
  alb: nameLimits.aws_lb,
  tg: nameLimits.aws_lb_target_group,
  redis: nameLimits.aws_elasticache_replication_group,
  'redis-guest': nameLimits.aws_elasticache_user,
  'redis-user': nameLimits.aws_elasticache_user,
  'redis-users': nameLimits.aws_elasticache_user_group,
} as const;

/** The longest `environmentSuffix` with which every name still fits. */
export const environmentSuffixMaxLength = Math.min(
  ...Object.entries(tightNames).map(([type, { maxLength }]) => maxLength - `${type}-${environment}-`.length),
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
