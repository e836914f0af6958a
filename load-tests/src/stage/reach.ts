import {
  DescribeListenersCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ExitError, messageOf } from '@edutechbr/cli';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { Clients } from './clients.ts';
import { findLoadBalancer } from './load-balancer.ts';
import type { StageOutputs } from './outputs.ts';

const TIMEOUT_MS = 10_000;

/** The listener that students reach. */
const HTTPS = 443;

/**
 * Asks the LMS whether it lives, as a student's browser would: through the load balancer, over TLS.
 *
 * @throws ExitError (load test failed) with what was answered, and what the load balancer says of its targets: a
 * thousand students would only find the same.
 */
export async function requireAnswer(clients: Clients, outputs: StageOutputs): Promise<void> {
  const failure = await askLivez(outputs).then(
    (status) => (status === 200 ? undefined : `answers ${status}`),
    (error: unknown) => `does not answer: ${messageOf(error)}`,
  );
  if (failure === undefined) return;
  const targets = await describeTargets(clients, outputs).catch((error: unknown) => String(error));
  throw new ExitError('loadTestFailed', `${outputs.url}/livez ${failure}; ${targets}`);
}

async function askLivez({ url, caFile }: StageOutputs): Promise<number | undefined> {
  const ca = caFile === undefined ? undefined : await readFile(caFile);
  return new Promise((resolve, reject) => {
    request(`${url}/livez`, { ca, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

/** Where the listener of the students forwards to, and how healthy that is. */
async function describeTargets(clients: Clients, outputs: StageOutputs): Promise<string> {
  const { loadBalancing } = clients;
  const loadBalancer = await findLoadBalancer(clients, outputs);
  if (!loadBalancer) return `there is no load balancer ${outputs.loadBalancerFullName}`;
  const { Listeners = [] } = await loadBalancing.send(
    new DescribeListenersCommand({ LoadBalancerArn: loadBalancer.LoadBalancerArn }),
  );
  const action = Listeners.find(({ Port }) => Port === HTTPS)?.DefaultActions?.[0];
  const targetGroupArn = action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn;
  if (!targetGroupArn)
    return `the listener on ${HTTPS} forwards to no target group (${action?.Type ?? 'none'})`;
  const { TargetHealthDescriptions = [] } = await loadBalancing.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
  );
  return summarizeTargets(
    targetGroupArn.split(':').at(-1) ?? targetGroupArn,
    TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({ id: Target?.Id ?? '', ...TargetHealth })),
  );
}

interface TargetHealth {
  readonly id: string;
  readonly State?: string;
  readonly Reason?: string;
  readonly Description?: string;
}

/** A target group's health in one sentence. */
export function summarizeTargets(group: string, targets: readonly TargetHealth[]): string {
  const forwards = `the listener on ${HTTPS} forwards to ${group}`;
  if (targets.length === 0) return `${forwards}, which has no target`;
  const ill = targets.filter(({ State }) => State !== 'healthy');
  const reasons = ill.map(({ id, State, Reason, Description }) =>
    [`${id} is ${State}`, Reason, Description].filter(Boolean).join(': '),
  );
  const healthy = `${forwards} with ${targets.length - ill.length} of ${targets.length} targets healthy`;
  return [healthy, ...reasons].join('; ');
}
