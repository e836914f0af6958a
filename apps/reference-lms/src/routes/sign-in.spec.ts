import { createTestLms, signIn, signLaunchToken, throughLoadBalancer } from '../testing/test-lms.ts';

const launch = (token: unknown) => throughLoadBalancer({ method: 'POST', url: '/launch', body: { token } });

const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

describe('launching', () => {
  it('signs the student in by a cookie that only the browser and HTTPS see', async () => {
    const { app } = await createTestLms();
    const response = await app.inject(launch(await signLaunchToken()));
    expect(response.statusCode).toBe(204);
    expect(response.headers['x-served-by']).toBe('task-1');
    expect(response.cookies).toEqual([
      expect.objectContaining({ name: 'session', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' }),
    ]);
  });

  it.each([
    ['has expired', () => signLaunchToken({ exp: secondsAgo(10) })],
    ['never expires', () => signLaunchToken({ exp: undefined })],
    [
      'is old, however long it says that it is good',
      () => signLaunchToken({ iat: secondsAgo(310), exp: secondsAgo(-3e8) }),
    ],
    ['names nobody', () => signLaunchToken({ sub: '' })],
    ['names somebody whom the database cannot hold', () => signLaunchToken({ sub: 'student\0' })],
    ['is from somebody else', () => signLaunchToken({ iss: 'elsewhere' })],
    ['is for somebody else', () => signLaunchToken({ aud: 'forum' })],
    ['is signed with another key', () => signLaunchToken({}, Buffer.alloc(32, 'x'))],
    ['is not signed', async () => `${(await signLaunchToken()).split('.').slice(0, 2).join('.')}.`],
    ['is no token', async () => 'token'],
  ])('refuses a token that %s', async (_case, sign) => {
    const { app, redis } = await createTestLms();
    const response = await app.inject(launch(await sign()));
    expect(response.statusCode).toBe(401);
    expect(response.cookies).toEqual([]);
    expect(redis.values.size).toBe(0);
  });

  it('answers only when a replica has the session, for whoever asks for that', async () => {
    const { app, redis } = await createTestLms();
    const launchWith = async (durable: boolean) =>
      app.inject({ ...launch(''), body: { token: await signLaunchToken(), durable } });
    redis.confirmations.push(0);
    expect((await launchWith(true)).statusCode).toBe(503);
    expect((await launchWith(true)).statusCode).toBe(204);
    redis.sent.length = 0;
    expect((await launchWith(false)).statusCode).toBe(204);
    expect(redis.sent).toEqual(['SET']);
  });

  it('refuses a body without a token', async () => {
    const { app } = await createTestLms();
    expect((await app.inject({ method: 'POST', url: '/launch', body: {} })).statusCode).toBe(400);
  });

  it('gives a new session to whoever launches with a cookie', async () => {
    const { app } = await createTestLms();
    const planted = await signIn(app, 'student-000666');
    const request = launch(await signLaunchToken({ sub: 'student-000001' }));
    const response = await app.inject({ ...request, headers: { ...request.headers, cookie: planted } });
    expect(response.statusCode).toBe(204);
    const withPlanted = await app.inject({ url: '/courses', headers: { cookie: planted } });
    expect(withPlanted.statusCode).toBe(401);
  });

  it('writes no token, cookie or key to the log, not even when it fails', async () => {
    const { app, redis, log } = await createTestLms();
    const token = await signLaunchToken();
    redis.failures.push(new Error('Socket closed unexpectedly'));
    expect((await app.inject(launch(token))).statusCode).toBe(503);
    expect(log.join('')).toContain('request failed');
    expect(log.join('')).not.toContain(token);
    expect(log.join('')).not.toMatch(/session=/);
  });
});

describe('signing out', () => {
  it('ends the session', async () => {
    const { app, redis } = await createTestLms();
    const cookie = await signIn(app);
    const response = await app.inject({ method: 'POST', url: '/sign-out', headers: { cookie } });
    expect(response.statusCode).toBe(204);
    expect(redis.values.size).toBe(0);
    expect((await app.inject({ url: '/courses', headers: { cookie } })).statusCode).toBe(401);
  });
});
