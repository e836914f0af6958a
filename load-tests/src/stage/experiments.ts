import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { emulatorCredentials, type AwsAccess } from './clients.ts';

const experimentSchema = z.object({
  id: z.string(),
  experimentTemplateId: z.string(),
  state: z.object({ status: z.string(), reason: z.string().optional() }),
  /** Seconds since 1970. */
  creationTime: z.number(),
});

export type Experiment = z.infer<typeof experimentSchema>;

const oneSchema = z.object({ experiment: experimentSchema });
const manySchema = z.object({ experiments: z.array(experimentSchema), nextToken: z.string().nullish() });

/**
 * Experiments of AWS Fault Injection Service (FIS API reference). Four requests, signed here: of the SDK's client only versions of 2024 could be
 * had where this was written (docs/decisions/service-fault-experiments.md).
 */
export class Experiments {
  readonly #signer: SignatureV4;
  readonly #endpoint: string;

  constructor(access: AwsAccess) {
    const { awsEndpoint, region } = access;
    const credentials = awsEndpoint === undefined ? defaultProvider() : emulatorCredentials(access);
    this.#signer = new SignatureV4({ service: 'fis', region, credentials, sha256: Sha256 });
    this.#endpoint = awsEndpoint ?? `https://fis.${region}.amazonaws.com`;
  }

  async start(experimentTemplateId: string): Promise<Experiment> {
    const body = { clientToken: randomUUID(), experimentTemplateId };
    return oneSchema.parse(await this.#ask('POST', '/experiments', body)).experiment;
  }

  async get(id: string): Promise<Experiment> {
    return oneSchema.parse(await this.#ask('GET', `/experiments/${id}`)).experiment;
  }

  async stop(id: string): Promise<void> {
    await this.#ask('DELETE', `/experiments/${id}`);
  }

  /** Those of a template, from the latest to the earliest. */
  async ofTemplate(templateId: string): Promise<Experiment[]> {
    const found: Experiment[] = [];
    let nextToken: string | null | undefined;
    do {
      const query: Record<string, string> = nextToken ? { nextToken } : {};
      const page = manySchema.parse(await this.#ask('GET', '/experiments', undefined, query));
      found.push(...page.experiments.filter((each) => each.experimentTemplateId === templateId));
      nextToken = page.nextToken;
    } while (nextToken);
    return found.sort((left, right) => right.creationTime - left.creationTime);
  }

  async #ask(
    method: string,
    path: string,
    body?: object,
    query: Record<string, string> = {},
  ): Promise<unknown> {
    const url = new URL(path, this.#endpoint);
    const { host, hostname, port, protocol } = url;
    const { headers } = await this.#signer.sign({
      method,
      protocol,
      hostname,
      ...(port ? { port: Number(port) } : {}),
      path,
      query,
      headers: { host, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    url.search = new URLSearchParams(query).toString();
    const answer = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`AWS FIS refused ${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}
