import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { revisionName, Revisions } from '../stage/revisions.ts';
import type { IncidentContext } from './incident.ts';
import { waitFor } from './wait.ts';

/** On AWS a rollout of a few tasks takes some minutes, and a failed one as many attempts. */
const SECONDS_TO_ROLL_OUT = 1_200;

/** Rolls a new revision out, and then the former one again, so that the stage is as it was deployed. */
export async function rollout(context: IncidentContext): Promise<void> {
  const revisions = new Revisions(context.clients, context.outputs, context.service);
  const former = await revisions.current();
  const next = await revisions.register(({ environment = [], ...container }) => ({
    ...container,
    environment: [...environment, { name: 'RELEASE', value: new Date().toISOString() }],
  }));
  await thenPutBack(revisions, former, next, async () => {
    for (const revision of [next, former]) {
      context.tell('change', `${revisionName(revision)} is rolled out`);
      await revisions.rollOut(revision);
      await completion(context, revisions, revision);
      context.tell('recovery', `${revisionName(revision)} serves alone`);
    }
  });
}

/** Rolls a revision out whose health check always fails, and follows until the former one serves alone again. */
export async function badRollout(context: IncidentContext): Promise<void> {
  const revisions = new Revisions(context.clients, context.outputs, context.service);
  const former = await revisions.current();
  const bad = await revisions.register(withFailingHealthCheck);
  await thenPutBack(revisions, former, bad, async () => {
    context.tell('fault', `${revisionName(bad)} is rolled out, whose health check fails`);
    await revisions.rollOut(bad);
    const reason = await failure(context, revisions, bad);
    context.tell('recovery', `${revisionName(bad)} is given up: ${reason.replace(/\.$/, '')}`);
    await completion(context, revisions, former);
    context.tell('recovery', `${revisionName(former)} serves alone`);
  });
}

const withFailingHealthCheck = (container: ContainerDefinition): ContainerDefinition => ({
  ...container,
  healthCheck: { command: ['CMD-SHELL', 'exit 1'], interval: 5, timeout: 4, retries: 2, startPeriod: 0 },
});

/** However `act` ends, the service has its former revision, and the other one is gone: Terraform knows only the former. */
async function thenPutBack(
  revisions: Revisions,
  former: string,
  other: string,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } finally {
    await revisions.rollOut(former);
    await revisions.deregister(other);
  }
}

async function completion(
  { signal }: IncidentContext,
  revisions: Revisions,
  revision: string,
): Promise<void> {
  const isComplete = async () => {
    const { rolloutState, rolloutStateReason, status } = (await revisions.deployment(revision)) ?? {};
    if (rolloutState === 'FAILED') throw new Error(`${revisionName(revision)} failed: ${rolloutStateReason}`);
    return status === 'PRIMARY' && rolloutState === 'COMPLETED' ? true : undefined;
  };
  await waitFor(`the rollout of ${revisionName(revision)}`, isComplete, {
    signal,
    seconds: SECONDS_TO_ROLL_OUT,
  });
}

/** @returns why ECS gave the revision up */
async function failure({ signal }: IncidentContext, revisions: Revisions, revision: string): Promise<string> {
  const reasonOfFailure = async () => {
    const { rolloutState, rolloutStateReason = '' } = (await revisions.deployment(revision)) ?? {};
    if (rolloutState === 'COMPLETED')
      throw new Error(`${revisionName(revision)} was rolled out, and had to fail`);
    return rolloutState === 'FAILED' ? rolloutStateReason : undefined;
  };
  return waitFor(`the failure of ${revisionName(revision)}`, reasonOfFailure, {
    signal,
    seconds: SECONDS_TO_ROLL_OUT,
  });
}
