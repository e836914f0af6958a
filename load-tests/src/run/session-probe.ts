import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StageOutputs } from '../stage/outputs.ts';
import type { ProbeWrite } from './run-record.ts';

/** How exactly the probe tells when sessions could not be written. */
const MS_BETWEEN_WRITES = 100;

const TIMEOUT_MS = 30_000;
const SECONDS_VALID = 60;

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
  const ca = outputs.caFile === undefined ? undefined : await readFile(outputs.caFile);
  const agent = new Agent({ ca, keepAlive: true });
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
  const startedAt = new Date();
  const token = launchToken(`probe-${runId}`, launchKey);
  const launched = await post(`${outputs.url}/launch`, agent, { body: JSON.stringify({ token }) });
  const milliseconds = Date.now() - startedAt.getTime();
  if (launched?.status !== 204) return { startedAt };
  // Otherwise thousands of sessions of nobody would be counted with those of the students.
  await post(`${outputs.url}/sign-out`, agent, { cookie: launched.cookie });
  return { startedAt, milliseconds };
}

interface Answer {
  readonly status: number | undefined;
  readonly cookie: string;
}

/** @returns undefined when there was no answer */
function post(
  url: string,
  agent: Agent,
  { body, cookie }: { body?: string; cookie?: string },
): Promise<Answer | undefined> {
  const headers = {
    ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
    ...(cookie ? { cookie } : {}),
  };
  return new Promise((resolve) => {
    request(url, { method: 'POST', agent, headers, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      const [cookie = ''] = response.headers['set-cookie'] ?? [];
      response
        .resume()
        .on('end', () => resolve({ status: response.statusCode, cookie: beforeSemicolon(cookie) }));
    })
      .on('error', () => resolve(undefined))
      .end(body);
  });
}

const beforeSemicolon = (text: string) => text.split(';', 1)[0] ?? '';

/** As k6's students have it (`src/k6/launch-token.ts`), made by Node. */
function launchToken(student: string, key: string): string {
  const issuedAt = Math.floor(Date.now() / 1000);
  const claims = {
    sub: student,
    iss: 'edutechbr-platform',
    aud: 'lms',
    iat: issuedAt,
    exp: issuedAt + SECONDS_VALID,
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = createHmac('sha256', Buffer.from(key, 'base64url')).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}
