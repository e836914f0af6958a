import { defaultSuffixOf } from '@edutechbr/cli';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, fetch, type RequestInit } from 'undici';
import { awsSettings } from '../src/aws.ts';
import type { Outputs } from '../src/outputs.ts';

const stage = process.env.LMS_STAGE ?? 'local';
const suffix = process.env.ENVIRONMENT_SUFFIX ?? defaultSuffixOf(stage);

/** What the deployment of LMS_STAGE and ENVIRONMENT_SUFFIX says of itself. */
export const outputs = JSON.parse(
  readFileSync(join(import.meta.dirname, `../outputs/${stage}-${suffix}.json`), 'utf8'),
) as Outputs;

export const aws = awsSettings(outputs);

const connect = outputs.caFile ? { ca: readFileSync(outputs.caFile) } : {};

/** Connections that are used again, for `request`. */
export const reusedConnections = () => new Agent({ connect });

// A connection for each request, so that requests spread over the tasks.
const newConnection = () => new Agent({ pipelining: 0, connect });

/** Asks the deployed LMS through its load balancer. */
export const request = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, outputs.url), { dispatcher: newConnection(), ...init });
