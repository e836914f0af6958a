import { connect } from 'node:net';

const TIMES = 3;
const TIMEOUT_MS = 10_000;

/**
 * The quickest of some round trips to the load balancer, in milliseconds: what a connection takes to be accepted is the way there and back.
 *
 * @throws Error when a connection is refused, or not accepted in time
 */
export async function measureRoundTrip(url: string): Promise<number> {
  const { hostname, port, protocol } = new URL(url);
  const address = { host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) };
  let quickest = Infinity;
  // One after the other; the first asks the name server as well.
  for (let time = 0; time < TIMES; time++) quickest = Math.min(quickest, await connectOnce(address));
  return quickest;
}

function connectOnce(address: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const socket = connect({ ...address, signal: AbortSignal.timeout(TIMEOUT_MS) }, () => {
      resolve(performance.now() - startedAt);
      socket.destroy();
    }).on('error', reject);
  });
}
