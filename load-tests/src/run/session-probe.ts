import type { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StageOutputs } from '../stage/outputs.ts';
import { LoneStudent, openConnections } from './lone-student.ts';
import type { ProbeWrite } from './run-record.ts';

/** How exactly the probe tells when sessions could not be written. */
const MS_BETWEEN_WRITES = 100;

interface SessionProbe {
  readonly outputs: StageOutputs;
  readonly launchKey: string;
  readonly runId: string;
  readonly signal: AbortSignal;
}

/**
 * Signs a student in ten times a second until `signal` aborts, whether or not earlier sign-ins were answered: each writes a
 * session, and the times of the answers tell when Redis could not be written.
 */
export async function probeSessions(probe: SessionProbe): Promise<ProbeWrite[]> {
  const { outputs, signal } = probe;
  const agent = await openConnections(outputs);
  const writes: Promise<ProbeWrite>[] = [];
  while (!signal.aborted) {
    writes.push(write(probe, agent));
    await sleep(MS_BETWEEN_WRITES, undefined, { signal }).catch(() => undefined);
  }
  const done = await Promise.all(writes);
  agent.destroy();
  return done;
}

async function write({ outputs, launchKey, runId }: SessionProbe, agent: Agent): Promise<ProbeWrite> {
  const student = new LoneStudent(outputs.url, agent, `probe-${runId}`, launchKey);
  const startedAt = new Date();
  const signedIn = await student.signIn();
  const milliseconds = Date.now() - startedAt.getTime();
  if (!signedIn) return { startedAt };
  await student.signOut();
  return { startedAt, milliseconds };
}
