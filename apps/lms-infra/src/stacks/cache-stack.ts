import { SessionCache } from '@edutechbr/cache';
import type { Network } from '@edutechbr/network';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { StageStack } from './stage-stack.ts';

/** Redis, which keeps the students' sessions. */
export class CacheStack extends StageStack {
  readonly cache: SessionCache;

  constructor(scope: Construct, id: string, stage: Stage, network: Network) {
    super(scope, id, stage);
    this.cache = new SessionCache(this, 'cache', {
      context: this.context,
      network,
      clients: network.taskSecurityGroup,
      ...stage.cache,
    });
    this.output('replicationGroupId', this.cache.replicationGroupId);
  }
}
