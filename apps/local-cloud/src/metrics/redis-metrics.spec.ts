import { parseInfo } from '../redis/redis-info.ts';
import { RedisMetrics } from './redis-metrics.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));

function node(fields: Record<string, string | number>, replicaId?: string) {
  const text = Object.entries(fields).map(([name, value]) => `${name}:${value}\r\n`);
  return {
    cacheClusterId: replicaId ?? 'rg-001',
    cacheNodeId: '0001',
    address: replicaId ? '127.11.1.1' : '127.11.0.1',
    isPrimary: replicaId === undefined,
    info: parseInfo(`# Everything\r\n${text.join('')}`),
    commands: { read: ['get', 'mget'], write: ['set', 'expire'] },
  };
}

/** Values of the metrics by name, of the dimension CacheClusterId alone. */
function values(measurements: ReturnType<RedisMetrics['collect']>): Record<string, number | undefined> {
  const own = measurements.filter(({ Dimensions }) => Dimensions?.length === 1);
  return Object.fromEntries(own.map(({ MetricName, Value }) => [MetricName, Value]));
}

it('publishes what the nodes hold, by cluster and by node', () => {
  const measurements = new RedisMetrics().collect(
    [node({ connected_clients: 12, db0: 'keys=10000,expires=9999', used_memory: 250, maxmemory: 1000 })],
    at(0),
  );
  expect(values(measurements)).toEqual({
    CurrConnections: 12,
    CurrItems: 10000,
    BytesUsedForCache: 250,
    DatabaseMemoryUsagePercentage: 25,
    IsMaster: 1,
  });
  expect(measurements.at(-1)?.Dimensions).toEqual([
    { Name: 'CacheClusterId', Value: 'rg-001' },
    { Name: 'CacheNodeId', Value: '0001' },
  ]);
});

it('counts what happened since the minute before', () => {
  const metrics = new RedisMetrics();
  const counters = {
    keyspace_hits: 100,
    keyspace_misses: 5,
    used_cpu_sys_main_thread: 1,
    used_cpu_user_main_thread: 2,
  };
  metrics.collect(
    [node({ ...counters, cmdstat_get: 'calls=100,usec=1', cmdstat_set: 'calls=10,usec=1' })],
    at(0),
  );
  const later = node({
    keyspace_hits: 350,
    keyspace_misses: 6,
    used_cpu_sys_main_thread: 2,
    used_cpu_user_main_thread: 4,
    cmdstat_get: 'calls=300,usec=1',
    cmdstat_mget: 'calls=50,usec=1',
    cmdstat_set: 'calls=15,usec=1',
    cmdstat_ping: 'calls=99,usec=1',
  });
  expect(values(metrics.collect([later], at(1)))).toMatchObject({
    CacheHits: 250,
    CacheMisses: 1,
    GetTypeCmds: 250,
    SetTypeCmds: 5,
    EngineCPUUtilization: 5,
  });
});

it('counts from zero when a node was restarted', () => {
  const metrics = new RedisMetrics();
  metrics.collect([node({ keyspace_hits: 100 })], at(0));
  expect(values(metrics.collect([node({ keyspace_hits: 7 })], at(1)))).toMatchObject({ CacheHits: 7 });
});

it('gives the lag of replicas as their primary sees it', () => {
  const primary = node({
    connected_slaves: 2,
    slave0: 'ip=127.11.2.1,port=6379,state=online,offset=1,lag=9',
    slave1: 'ip=127.11.1.1,port=6379,state=online,offset=1,lag=3',
  });
  const measurements = new RedisMetrics().collect([primary, node({}, 'rg-002')], at(0));
  const lags = measurements.filter(({ MetricName }) => MetricName === 'ReplicationLag');
  expect(lags[0]).toMatchObject({ Value: 3, Dimensions: [{ Name: 'CacheClusterId', Value: 'rg-002' }] });
  expect(lags).toHaveLength(2);
});
