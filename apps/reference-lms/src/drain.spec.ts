import { setTimeout as delay } from 'node:timers/promises';
import { createTestLms } from './testing/test-lms.ts';

const get = (address: string, path: string) => fetch(`${address}${path}`);

describe('draining', () => {
  it('goes on serving, tells the load balancer, and ends when it is quiet', async () => {
    const { app, drain } = await createTestLms();
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    expect((await get(address, '/livez')).status).toBe(200);

    let drained = false;
    const draining = drain.start({ quietMs: 600 }).then(() => (drained = true));
    expect((await get(address, '/livez')).status).toBe(503);
    for (let i = 0; i < 5; i += 1) {
      await delay(60);
      const response = await get(address, '/courses');
      expect(response.status).toBe(401);
      expect(response.headers.get('connection')).toBe('close');
    }
    expect(drained).toBe(false);
    await draining;
    await app.close();
    await expect(get(address, '/livez')).rejects.toThrow();
  });

  it('ends while requests still come when it has lasted too long', async () => {
    const { app, drain } = await createTestLms();
    const asking = setInterval(() => void app.inject('/courses'), 10);
    const startedAt = performance.now();
    await drain.start({ quietMs: 100, longestMs: 250 });
    clearInterval(asking);
    expect(performance.now() - startedAt).toBeGreaterThan(200);
    await app.close();
  });

  it('finishes a request that is under way', async () => {
    let answer: () => void = () => undefined;
    const slow = () => new Promise<void>((resolve) => (answer = resolve));
    const { app, drain } = await createTestLms({ readinessChecks: { slow } });
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const request = get(address, '/readyz');
    await drain.start({ quietMs: 50 });
    const closing = app.close();
    answer();
    expect(await (await request).json()).toMatchObject({ checks: { slow: 'ok' } });
    await closing;
  });
});
