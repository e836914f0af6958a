import type { ReplicationGroup } from '@aws-sdk/client-elasticache';
import { maxOf, minOf, sumOf, type Series } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import { count, noDatapoints, percent, type Judgement } from './judgement.ts';

/** Share of look-ups that must find their session. */
const MIN_HIT_RATE = 0.99;

/**
 * Sessions that an interrupted run has left are not this run's: only the growth is. The witness has one from before the first
 * student comes until all have gone.
 *
 * @param itemsBefore Those of the minute before the run.
 */
export function judgeRedisSessions(
  { redisItems }: Timeline,
  itemsBefore: Series,
  peakSessions: number,
): Judgement {
  const wanted = peakSessions + 1;
  const expected = `${count(wanted)} items more at the peak, one for each signed-in student and the witness`;
  const most = maxOf(redisItems);
  const fewest = minOf([...itemsBefore, ...redisItems]);
  if (most === undefined || fewest === undefined) return noDatapoints(expected, "Redis's items");
  return {
    passed: peakSessions > 0 && most - fewest >= wanted,
    expected,
    observed: `${count(most)} items at the peak, ${count(fewest)} at the fewest`,
  };
}

export function judgeRedisHits({ redisHits, redisMisses }: Timeline): Judgement {
  const expected = `at least ${percent(MIN_HIT_RATE)} of the look-ups find their session`;
  const hits = sumOf(redisHits);
  const lookUps = hits + sumOf(redisMisses);
  if (lookUps === 0) return noDatapoints(expected, "Redis's hits and misses");
  return {
    passed: hits / lookUps >= MIN_HIT_RATE,
    expected,
    observed: `${percent(hits / lookUps)} of ${count(lookUps)} look-ups`,
  };
}

/** A replica without automatic failover, or beside its primary, does not save a session when a zone is lost. */
export function judgeRedisReplicas(group: ReplicationGroup | undefined): Judgement {
  const members = group?.NodeGroups?.[0]?.NodeGroupMembers ?? [];
  const zones = new Set(members.map(({ PreferredAvailabilityZone }) => PreferredAvailabilityZone));
  const replicas = Math.max(0, members.length - 1);
  return judgeFacts(group, [
    [
      replicas > 0 && zones.size > 1,
      'replicas in other zones',
      `${replicas} replicas in ${zones.size} zones`,
    ],
    [group?.AutomaticFailover === 'enabled', 'automatic failover', 'no automatic failover'],
    [group?.MultiAZ === 'enabled', 'Multi-AZ', 'no Multi-AZ'],
  ]);
}

export function judgeRedisEncryption(group: ReplicationGroup | undefined): Judgement {
  return judgeFacts(group, [
    [group?.TransitEncryptionEnabled === true, 'TLS', 'no TLS'],
    [group?.TransitEncryptionMode === 'required', 'required', 'not required'],
    [group?.AtRestEncryptionEnabled === true, 'encrypted at rest', 'not encrypted at rest'],
    [Boolean(group?.KmsKeyId), "by the customer's KMS key", 'by no KMS key of the customer'],
  ]);
}

/** @param facts Whether each holds, and what is said of it when it does and when it does not. */
function judgeFacts(
  group: ReplicationGroup | undefined,
  facts: readonly (readonly [boolean, string, string])[],
): Judgement {
  return {
    passed: facts.every(([holds]) => holds),
    expected: facts.map(([, good]) => good).join(', '),
    observed: group
      ? facts.map(([holds, good, bad]) => (holds ? good : bad)).join(', ')
      : 'no replication group',
  };
}
