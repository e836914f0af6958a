import { createTestLms, launchKey, signIn, throughLoadBalancer } from '../testing/test-lms.ts';

const courses = (cookie?: string) =>
  throughLoadBalancer({ url: '/courses', headers: cookie === undefined ? {} : { cookie } });

describe('sessions', () => {
  it('are required by everything but the launch', async () => {
    const { app } = await createTestLms();
    for (const cookie of [undefined, 'session=forged', 'session=a.b; other=c']) {
      const response = await app.inject(courses(cookie));
      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual({ error: 'not-signed-in' });
    }
  });

  it('are kept by no cache, and shown by no page of somebody else', async () => {
    const { app } = await createTestLms();
    const { headers } = await app.inject(courses(await signIn(app)));
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      'x-content-type-options': 'nosniff',
    });
  });

  it('are known to every task with the same key and the same Redis', async () => {
    const one = await createTestLms();
    const other = await createTestLms({ launchKey: Buffer.from(launchKey) }, one.redis);
    const cookie = await signIn(one.app);
    expect((await other.app.inject(courses(cookie))).statusCode).toBe(200);

    const foreign = await createTestLms({ launchKey: Buffer.alloc(32, 'x') }, one.redis);
    expect((await foreign.app.inject(courses(cookie))).statusCode).toBe(401);
  });

  it('hold nothing but the student and the time of the last renewal', async () => {
    const { app, redis } = await createTestLms();
    await signIn(app, 'student-000123');
    const [[key, value] = []] = redis.values;
    expect(key).toMatch(/^session:.{32}$/);
    expect(JSON.parse(value ?? '')).toEqual({ student: 'student-000123', renewedAt: expect.any(Number) });
  });

  it('cost one read per request, and a write with a new cookie only after ten minutes', async () => {
    const { app, redis } = await createTestLms();
    const cookie = await signIn(app);
    redis.sent.length = 0;
    const response = await app.inject(courses(cookie));
    expect(redis.sent).toEqual(['GET']);
    expect(response.cookies).toEqual([]);

    const later = Date.now() + 11 * 60 * 1000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
    const renewed = await app.inject(courses(cookie));
    expect(redis.sent).toEqual(['GET', 'GET', 'SET']);
    expect(renewed.cookies).toHaveLength(1);
    await app.inject(courses(cookie));
    expect(redis.sent).toEqual(['GET', 'GET', 'SET', 'GET']);
    clock.mockRestore();
  });

  it('are not told to be gone while Redis is away', async () => {
    const { app, redis } = await createTestLms();
    const cookie = await signIn(app);
    redis.failures.push(new Error('The client is offline'));
    const response = await app.inject(courses(cookie));
    expect(response.statusCode).toBe(503);
    expect(response.cookies).toEqual([]);
    expect((await app.inject(courses(cookie))).statusCode).toBe(200);
  });
});
