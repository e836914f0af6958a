import { createServer } from 'node:net';
import { measureRoundTrip } from './round-trip.ts';

it('takes the quickest way to the port of the url, and does not wait for an answer', async () => {
  let connections = 0;
  const server = createServer(() => void connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  expect(await measureRoundTrip(`https://127.0.0.1:${port}`)).toBeLessThan(50);
  expect(connections).toBe(3);
  await new Promise((resolve) => server.close(resolve));
  await expect(measureRoundTrip(`https://127.0.0.1:${port}`)).rejects.toThrow('ECONNREFUSED');
});
