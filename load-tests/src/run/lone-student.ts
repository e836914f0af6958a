import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { launchClaims } from '../k6/launch-claims.ts';
import type { StageOutputs } from '../stage/outputs.ts';

const TIMEOUT_MS = 30_000;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** @returns connections of our own to the LMS, each of which is kept */
export async function openConnections(
  { caFile }: Pick<StageOutputs, 'caFile'>,
  maxSockets = Infinity,
): Promise<Agent> {
  return new Agent({ ca: caFile && (await readFile(caFile)), keepAlive: true, maxSockets });
}

/** A student beside those of k6: Node asks what k6 should not measure itself. */
export class LoneStudent {
  readonly #url: string;
  readonly #agent: Agent;
  readonly #name: string;
  readonly #launchKey: string;
  #cookie = '';

  constructor(url: string, agent: Agent, name: string, launchKey: string) {
    this.#url = url;
    this.#agent = agent;
    this.#name = name;
    this.#launchKey = launchKey;
  }

  /** A session that there may be ends with it. */
  async signIn(): Promise<boolean> {
    const answer = await this.ask('POST', '/launch', { token: launchToken(this.#name, this.#launchKey) });
    return answer?.status === 204;
  }

  /** Otherwise sessions of nobody would be counted with those of the students. */
  async signOut(): Promise<void> {
    await this.ask('POST', '/sign-out');
  }

  /** @returns undefined when there was no answer */
  ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer | undefined> {
    const content = body && JSON.stringify(body);
    const headers = {
      ...(content
        ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }
        : {}),
      ...(this.#cookie ? { cookie: this.#cookie } : {}),
    };
    const options = { method, agent: this.#agent, headers, signal: AbortSignal.timeout(TIMEOUT_MS) };
    return new Promise((resolve) => {
      request(`${this.#url}${path}`, options, (response) => {
        const [cookie] = response.headers['set-cookie'] ?? [];
        if (cookie !== undefined) this.#cookie = cookie.split(';', 1)[0] ?? '';
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () => resolve({ status: response.statusCode ?? 0, text }))
          .on('error', () => resolve(undefined));
      })
        .on('error', () => resolve(undefined))
        .end(content);
    });
  }
}

/** As k6's students have it (`src/k6/launch-token.ts`), made by Node. */
function launchToken(student: string, key: string): string {
  const signed = [{ alg: 'HS256', typ: 'JWT' }, launchClaims(student, Date.now())]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = createHmac('sha256', Buffer.from(key, 'base64url')).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}
