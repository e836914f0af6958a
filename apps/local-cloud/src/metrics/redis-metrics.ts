import type { StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { RedisNodeStats } from '../redis/redis-fleet.ts';
import { infoNumber, infoPart, replicaLagSeconds, type RedisInfo } from '../redis/redis-info.ts';
import { dimensions, single, type Measurement } from './statistic-set.ts';

interface Reading {
  readonly info: RedisInfo;
  readonly at: Date;
}

type Metric = readonly [name: string, value: number, unit: StandardUnit];

/**
 * `AWS/ElastiCache` of each node, from `INFO`.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 */
export class RedisMetrics {
  private readings = new Map<string, Reading>();

  /** What the nodes did since the last call; a node's counters count from its second one. */
  collect(nodes: readonly RedisNodeStats[], now: Date): Measurement[] {
    const before = this.readings;
    const primary = nodes.find(({ isPrimary }) => isPrimary);
    this.readings = new Map(nodes.map(({ cacheClusterId, info }) => [cacheClusterId, { info, at: now }]));
    return nodes.flatMap((node) => {
      const previous = before.get(node.cacheClusterId);
      const metrics = [
        ...gauges(node),
        ...replicationLag(node, primary),
        ...(previous ? counters(node, previous, now) : []),
      ];
      const cluster = { CacheClusterId: node.cacheClusterId };
      const both = [dimensions(cluster), dimensions({ ...cluster, CacheNodeId: node.cacheNodeId })];
      return both.flatMap((of) => metrics.map(([name, value, unit]) => single(name, value, unit, of)));
    });
  }
}

function gauges({ info, isPrimary }: RedisNodeStats): Metric[] {
  const used = infoNumber(info, 'used_memory');
  const maximum = infoNumber(info, 'maxmemory');
  return [
    ['CurrConnections', infoNumber(info, 'connected_clients'), 'Count'],
    ['CurrItems', infoPart(info, 'db0', 'keys'), 'Count'],
    ['BytesUsedForCache', used, 'Bytes'],
    ['DatabaseMemoryUsagePercentage', maximum === 0 ? 0 : (100 * used) / maximum, 'Percent'],
    ['IsMaster', isPrimary ? 1 : 0, 'Count'],
  ];
}

function replicationLag({ address }: RedisNodeStats, primary: RedisNodeStats | undefined): Metric[] {
  const seconds = primary && replicaLagSeconds(primary.info, address);
  return seconds === undefined ? [] : [['ReplicationLag', seconds, 'Seconds']];
}

function counters({ info, commands }: RedisNodeStats, previous: Reading, now: Date): Metric[] {
  const difference = (value: (of: RedisInfo) => number) => {
    const change = value(info) - value(previous.info);
    // A restarted server counts from zero again.
    return change < 0 ? value(info) : change;
  };
  const calls = (names: readonly string[]) =>
    difference((of) => names.reduce((sum, name) => sum + infoPart(of, `cmdstat_${name}`, 'calls'), 0));
  const seconds = (now.getTime() - previous.at.getTime()) / 1000;
  return [
    ['CacheHits', difference((of) => infoNumber(of, 'keyspace_hits')), 'Count'],
    ['CacheMisses', difference((of) => infoNumber(of, 'keyspace_misses')), 'Count'],
    ['GetTypeCmds', calls(commands.read), 'Count'],
    ['SetTypeCmds', calls(commands.write), 'Count'],
    ['EngineCPUUtilization', (100 * difference(engineCpuSeconds)) / seconds, 'Percent'],
  ];
}

/** Of the thread that executes commands. */
function engineCpuSeconds(info: RedisInfo): number {
  return infoNumber(info, 'used_cpu_sys_main_thread') + infoNumber(info, 'used_cpu_user_main_thread');
}
