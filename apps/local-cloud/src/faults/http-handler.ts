import { z } from 'zod';
import type { HttpHandler } from '../types.ts';
import { FaultRefused, type Faults } from './faults.ts';

/** `POST /_local/faults/<name>` with a JSON object. AWS has no such path. */
export const FAULTS_PATH = '/_local/faults/';

const taskSchema = z.object({ taskArn: z.string().min(1) });
const zoneSchema = z.object({ zone: z.string().min(1) });

/** What can be broken, by name; each throws when the body is not what it needs. */
const verbs: Readonly<Record<string, (faults: Faults, body: unknown) => void>> = {
  'kill-task': (faults, body) => faults.killTask(taskSchema.parse(body).taskArn),
  'lose-zone': (faults, body) => faults.loseZone(zoneSchema.parse(body).zone),
  'restore-zone': (faults, body) => faults.restoreZone(zoneSchema.parse(body).zone),
};

/** Answers 204 when it is done, 400 or 404 with the reason when it cannot be. */
export function createFaultsHandler(faults: Faults): HttpHandler {
  return async (request, response) => {
    const name = request.url.slice(FAULTS_PATH.length);
    const refuse = (status: number, reason: string) =>
      void response.writeHead(status, { 'content-type': 'text/plain' }).end(reason);
    const cause = verbs[name];
    if (request.method !== 'POST' || !cause)
      return refuse(404, `faults are POST ${FAULTS_PATH}${Object.keys(verbs).join(' | ')}`);
    try {
      cause(faults, parse(request.body));
      response.writeHead(204).end();
    } catch (error) {
      if (error instanceof FaultRefused) return refuse(400, error.message);
      if (error instanceof z.ZodError) return refuse(400, z.prettifyError(error));
      throw error;
    }
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw new FaultRefused(`the body is not JSON: ${String(error)}`);
  }
}
