import { createTestLms } from '../testing/test-lms.ts';

const working = async () => undefined;
const broken = async () => {
  throw new Error('connection lost');
};

describe('health', () => {
  it('is alive while Redis is away, but not ready', async () => {
    const { app, log } = await createTestLms({ readinessChecks: { redis: broken, database: working } });
    expect((await app.inject('/livez')).statusCode).toBe(200);
    const response = await app.inject('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({ ready: false, checks: { redis: 'failed', database: 'ok' } });
    expect(log.join('')).toContain('connection lost');
  });

  it('is ready when everything answers', async () => {
    const { app } = await createTestLms({ readinessChecks: { redis: working } });
    const response = await app.inject('/readyz');
    expect(response.statusCode).toBe(200);
    expect(response.headers['x-served-by']).toBe('task-1');
  });

  it('asks the database once for all who ask at the same time', async () => {
    const database = jest.fn(working);
    const { app } = await createTestLms({ readinessChecks: { database } });
    await Promise.all([1, 2, 3].map(() => app.inject('/readyz')));
    expect(database).toHaveBeenCalledTimes(1);
  });

  it('needs no session, and reads none', async () => {
    const { app, redis } = await createTestLms();
    await app.inject({ url: '/livez', headers: { cookie: 'session=a.b' } });
    expect(redis.sent).toEqual([]);
  });
});
