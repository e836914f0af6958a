import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { StageOutputs } from './outputs.ts';

const TIMEOUT_MS = 10_000;

/** Asks the LMS whether it lives, as a student's browser would: through the load balancer, over TLS. */
export async function requireAnswer({ url, caFile }: StageOutputs): Promise<void> {
  const ca = caFile === undefined ? undefined : await readFile(caFile);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(`${url}/livez`, { ca, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  if (status !== 200) throw new Error(`/livez answers ${status}`);
}
