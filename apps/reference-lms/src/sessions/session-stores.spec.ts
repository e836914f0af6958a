import type { SessionStore } from '@fastify/session';
import { FakeRedis } from '../testing/fake-redis.ts';
import { FakeSessionTable } from '../testing/fake-session-table.ts';
import { createTestLms, redisStoreOf, signLaunchToken, throughLoadBalancer } from '../testing/test-lms.ts';
import { PostgresSessionStore } from './postgres-session-store.ts';
import { sessionSeconds } from './session.ts';

async function createLmsWithBothStores() {
  const [redis, table] = [new FakeRedis(), new FakeSessionTable()];
  const postgresql: SessionStore = new PostgresSessionStore(table);
  const { app } = await createTestLms({ sessionStores: { redis: redisStoreOf(redis), postgresql } });

  const launch = async (sessionStore?: string, cookie = '') =>
    app.inject({
      ...throughLoadBalancer({ method: 'POST', url: '/launch', headers: { cookie } }),
      query: sessionStore === undefined ? {} : { sessionStore },
      body: { token: await signLaunchToken() },
    });
  const signIn = async (sessionStore?: string) => {
    const { name, value } = (await launch(sessionStore)).cookies[0] ?? { name: '', value: '' };
    return `${name}=${encodeURIComponent(value)}`;
  };
  const ask = (method: 'GET' | 'POST', url: string, cookie: string) =>
    app.inject(throughLoadBalancer({ method, url, headers: { cookie } }));
  return { redis, table, launch, signIn, ask };
}

describe('with both session stores open, a session', () => {
  it('is in Redis unless its launch asks for PostgreSQL', async () => {
    const { redis, table, signIn } = await createLmsWithBothStores();
    await signIn();
    await signIn('redis');
    expect([redis.values.size, table.rows.size]).toEqual([2, 0]);
    await signIn('postgresql');
    expect([redis.values.size, table.rows.size]).toEqual([2, 1]);
  });

  it('costs one statement at sign-in, one at each request, and none in the other store', async () => {
    const { redis, table, signIn, ask } = await createLmsWithBothStores();
    const cookie = await signIn('postgresql');
    expect((await ask('GET', '/courses', cookie)).statusCode).toBe(200);
    expect(table.sent).toEqual(['upsertSession', 'selectSession']);
    expect(redis.sent).toEqual([]);
  });

  it('has the same content in both', async () => {
    const { redis, table, signIn } = await createLmsWithBothStores();
    await signIn('redis');
    await signIn('postgresql');
    const [inRedis] = redis.values.values();
    const [inPostgresql] = table.rows.values();
    expect(inPostgresql?.content).toMatch(/^{"student":"student-000001","renewedAt":\d+}$/);
    expect(inPostgresql?.content.length).toBe(inRedis?.length);
  });

  it('lives for two hours, and is extended after ten minutes', async () => {
    const { table, signIn, ask } = await createLmsWithBothStores();
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    const cookie = await signIn('postgresql');
    const expiry = () => [...table.rows.values()].map(({ expiresAt }) => (expiresAt - now) / 1000);
    expect(expiry()).toEqual([sessionSeconds]);
    clock.mockReturnValue(now + 11 * 60 * 1000);
    expect((await ask('GET', '/courses', cookie)).cookies).toHaveLength(1);
    expect(expiry()).toEqual([sessionSeconds + 11 * 60]);
    clock.mockReturnValue(now + (sessionSeconds + 11 * 60) * 1000);
    expect((await ask('GET', '/courses', cookie)).statusCode).toBe(401);
    clock.mockRestore();
  });

  it('is gone after sign-out, and moves when its student launches into the other store', async () => {
    const { redis, table, signIn, launch, ask } = await createLmsWithBothStores();
    expect((await ask('POST', '/sign-out', await signIn('postgresql'))).statusCode).toBe(204);
    expect(table.rows.size).toBe(0);

    const cookie = await signIn('redis');
    expect((await launch('postgresql', cookie)).statusCode).toBe(204);
    expect([redis.values.size, table.rows.size]).toEqual([0, 1]);
  });

  it('is not told to be gone while PostgreSQL is away', async () => {
    const { table, signIn, ask } = await createLmsWithBothStores();
    const cookie = await signIn('postgresql');
    table.failures.push(new Error('connection lost'));
    expect((await ask('GET', '/courses', cookie)).statusCode).toBe(503);
    expect((await ask('GET', '/courses', cookie)).statusCode).toBe(200);
  });

  it('cannot be in a store that does not exist', async () => {
    const { redis, table, launch } = await createLmsWithBothStores();
    expect((await launch('memory')).statusCode).toBe(400);
    expect([redis.values.size, table.rows.size]).toEqual([0, 0]);
  });
});

describe('with Redis alone', () => {
  it('a launch that asks for PostgreSQL is refused', async () => {
    const { app } = await createTestLms();
    const token = await signLaunchToken();
    const request = { method: 'POST', url: '/launch', query: { sessionStore: 'postgresql' } } as const;
    const response = await app.inject(throughLoadBalancer({ ...request, body: { token } }));
    expect(response.statusCode).toBe(400);
    expect(response.json().message).toContain('querystring/sessionStore');
  });

  it('a session that was in PostgreSQL is over', async () => {
    const { signIn } = await createLmsWithBothStores();
    const cookie = await signIn('postgresql');
    const { app, redis } = await createTestLms();
    const response = await app.inject(throughLoadBalancer({ url: '/courses', headers: { cookie } }));
    expect(response.statusCode).toBe(401);
    expect(redis.sent).toEqual([]);
  });
});
