import { waitFor } from './wait.ts';

describe('waiting', () => {
  const look = (seen: boolean) => async () => (seen ? 'the primary' : undefined);

  it('ends with what is seen', async () => {
    const { signal } = new AbortController();
    expect(await waitFor('a primary', look(true), { signal, seconds: 1 })).toBe('the primary');
  });

  it('ends with what was waited for when the time is over, and at once with the load', async () => {
    const load = new AbortController();
    await expect(waitFor('a primary', look(false), { signal: load.signal, seconds: 0.1 })).rejects.toThrow(
      'a primary was waited for in vain for 0.1 s',
    );
    const waiting = waitFor('a primary', look(false), { signal: load.signal, seconds: 600 });
    load.abort();
    await expect(waiting).rejects.toThrow();
  });
});
