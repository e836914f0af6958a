import { emptyTimeline } from '../metrics/timeline.ts';
import { perMinute, timeline } from '../testing/example-run.ts';
import { judgeRedisEncryption, judgeRedisHits, judgeRedisReplicas, judgeRedisSessions } from './redis.ts';

describe('redis.sessions', () => {
  it('holds when there is an item more for each student and for the witness', () => {
    expect(judgeRedisSessions(timeline, perMinute(0), 10_000)).toMatchObject({
      passed: true,
      observed: '10,001 items at the peak, 0 at the fewest',
    });
  });

  it('fails when one is missing, when nobody signed in, and without datapoints', () => {
    expect(judgeRedisSessions(timeline, perMinute(0), 10_001).passed).toBe(false);
    expect(judgeRedisSessions(timeline, [], 0).passed).toBe(false);
    expect(judgeRedisSessions(emptyTimeline, [], 10_000).passed).toBe(false);
  });

  it('does not count sessions that were there before', () => {
    const left = { ...timeline, redisItems: perMinute(20_000, 20_000, 20_000) };
    expect(judgeRedisSessions(left, perMinute(20_000), 10_000)).toMatchObject({
      passed: false,
      observed: '20,000 items at the peak, 20,000 at the fewest',
    });
  });

  it('knows from the minute before how many there were when all students came within the first', () => {
    const early = { ...timeline, redisItems: perMinute(30_001, 30_001) };
    expect(judgeRedisSessions(early, perMinute(20_000), 10_000).passed).toBe(true);
  });
});

describe('redis.hits', () => {
  it('holds at 99 % and fails below it', () => {
    expect(judgeRedisHits({ ...timeline, redisHits: perMinute(99), redisMisses: perMinute(1) }).passed).toBe(
      true,
    );
    expect(
      judgeRedisHits({ ...timeline, redisHits: perMinute(98), redisMisses: perMinute(2) }),
    ).toMatchObject({
      passed: false,
      observed: '98 % of 100 look-ups',
    });
  });

  it('fails when nobody looked anything up', () => {
    expect(judgeRedisHits(emptyTimeline).passed).toBe(false);
  });
});

describe('redis.encryption', () => {
  const encrypted = {
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
    AtRestEncryptionEnabled: true,
    KmsKeyId: 'arn:aws:kms:sa-east-1:123456789012:key/1',
  } as const;

  it('holds with TLS required and a key of the customer', () => {
    expect(judgeRedisEncryption(encrypted).passed).toBe(true);
  });

  it.each([
    [{ TransitEncryptionEnabled: false }, 'no TLS'],
    [{ TransitEncryptionMode: 'preferred' as const }, 'not required'],
    [{ AtRestEncryptionEnabled: false }, 'not encrypted at rest'],
    [{ KmsKeyId: undefined }, 'by no KMS key of the customer'],
  ])('fails with %j', (change, observed) => {
    expect(judgeRedisEncryption({ ...encrypted, ...change })).toMatchObject({
      passed: false,
      observed: expect.stringContaining(observed),
    });
  });

  it('fails without a replication group', () => {
    expect(judgeRedisEncryption(undefined)).toMatchObject({
      passed: false,
      observed: 'no replication group',
    });
  });
});

describe('redis.replicas', () => {
  const inZones = (...zones: string[]) => [
    { NodeGroupMembers: zones.map((PreferredAvailabilityZone) => ({ PreferredAvailabilityZone })) },
  ];
  const replicated = {
    AutomaticFailover: 'enabled',
    MultiAZ: 'enabled',
    NodeGroups: inZones('sa-east-1a', 'sa-east-1b', 'sa-east-1c'),
  } as const;

  it('holds with replicas in other zones that take over by themselves', () => {
    expect(judgeRedisReplicas(replicated).passed).toBe(true);
  });

  it.each([
    [{ NodeGroups: inZones('sa-east-1a') }, '0 replicas in 1 zones'],
    [{ NodeGroups: inZones('sa-east-1a', 'sa-east-1a') }, '1 replicas in 1 zones'],
    [{ AutomaticFailover: 'disabled' as const }, 'no automatic failover'],
    [{ MultiAZ: 'disabled' as const }, 'no Multi-AZ'],
  ])('fails with %j', (change, observed) => {
    expect(judgeRedisReplicas({ ...replicated, ...change })).toMatchObject({
      passed: false,
      observed: expect.stringContaining(observed),
    });
  });

  it('fails without a replication group', () => {
    expect(judgeRedisReplicas(undefined)).toMatchObject({ passed: false, observed: 'no replication group' });
  });
});
