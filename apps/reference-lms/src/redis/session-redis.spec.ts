import { ErrorReply } from '@redis/client';
import { FakeRedis } from '../testing/fake-redis.ts';
import { SessionRedis } from './session-redis.ts';

const readOnly = new ErrorReply("READONLY You can't write against a read only replica.");
const expiration = { expiration: { type: 'EX' as const, value: 60 } };

const connect = (redis: FakeRedis, patienceMs = 1000) =>
  new SessionRedis(redis, { sessionSeconds: 60, patienceMs, replyTimeoutMs: 20, retryDelayMs: 1 });

describe('sessions in Redis through a failover', () => {
  it('repeats a command that was lost with its connection', async () => {
    const redis = new FakeRedis();
    redis.failures.push(new Error('Socket closed unexpectedly'), new Error('The client is offline'));
    await connect(redis).set('session:1', 'value', expiration);
    expect(redis.values.get('session:1')).toBe('value');
    expect(redis.connects).toBe(0);
  });

  it('connects again when the node has become a replica', async () => {
    const redis = new FakeRedis();
    redis.failures.push(readOnly);
    await connect(redis).set('session:1', 'value', expiration);
    expect(redis.connects).toBe(1);
    expect(redis.values.get('session:1')).toBe('value');
  });

  it('connects again when no reply comes on an open connection', async () => {
    const redis = new FakeRedis();
    redis.failures.push('no reply');
    redis.values.set('session:1', 'value');
    expect(await connect(redis).get('session:1')).toBe('value');
    expect(redis.connects).toBe(1);
  });

  it('finds a session that only the new primary knows', async () => {
    const redis = new FakeRedis();
    redis.values.set('session:1', 'value');
    redis.staleUntilReconnect = new Map();
    expect(await connect(redis).get('session:1')).toBe('value');
    expect(redis.connects).toBe(1);
  });

  it('asks twice only for a session that is missing', async () => {
    const redis = new FakeRedis();
    redis.values.set('session:1', 'value');
    await connect(redis).get('session:1');
    expect(redis.sent).toEqual(['GET']);
    expect(await connect(redis).get('session:2')).toBeNull();
    expect(redis.sent).toEqual(['GET', 'GET', 'GETEX']);
  });

  it('gives up when its patience ends', async () => {
    const redis = new FakeRedis();
    redis.failures.push(...Array.from({ length: 1000 }, () => new Error('The client is offline')));
    await expect(connect(redis, 20).get('session:1')).rejects.toThrow('The client is offline');
  });

  it.each([
    ['a refusal', new ErrorReply('NOPERM this user has no permissions')],
    ['a full queue', new Error('The queue is full')],
  ])('does not repeat after %s', async (_case, failure) => {
    const redis = new FakeRedis();
    redis.failures.push(failure);
    await expect(connect(redis).del(['session:1'])).rejects.toBe(failure);
    expect(redis.sent).toEqual(['DEL']);
  });

  it('repeats a write until a replica has it, when that was asked for', async () => {
    const redis = new FakeRedis();
    redis.confirmations.push(0, 1);
    const options = { sessionSeconds: 60, replicas: 1, retryDelayMs: 1 };
    await new SessionRedis(redis, options).set('session:1', 'value', expiration);
    expect(redis.sent).toEqual(['SET', 'WAIT', 'SET', 'WAIT']);
  });

  it('does not take a write for done that no replica has', async () => {
    const redis = new FakeRedis();
    redis.confirmations.push(0);
    const replicated = new SessionRedis(redis, { sessionSeconds: 60, replicas: 1, patienceMs: 0 });
    await expect(replicated.set('session:1', 'value', expiration)).rejects.toThrow(
      '0 of 1 replicas have the session',
    );
  });

  it('checks without patience', async () => {
    const redis = new FakeRedis();
    redis.failures.push(new Error('The client is offline'));
    await expect(connect(redis).check()).rejects.toThrow('The client is offline');
  });
});
