import { messageOf } from '@edutechbr/cli';
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { HttpHandler } from '../types.ts';
import { ApiError } from './api-error.ts';
import type { Operations } from './api.ts';
import { parseRequest, requestSchemas, type Requests } from './requests.ts';

/** The protocol of Application Auto Scaling: JSON 1.1, the operation in a header. */
export function createHttpHandler(api: Operations): HttpHandler {
  return async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('AnyScaleFrontendService.', '');
    try {
      send(response, 200, await call(api, operation, parse(request.body)));
    } catch (error) {
      const type = error instanceof ApiError ? error.type : 'InternalServiceException';
      const message = messageOf(error);
      send(response, error instanceof ApiError ? 400 : 500, { __type: type, message });
    }
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw new ApiError('SerializationException', String(error));
  }
}

async function call(api: Operations, operation: string, input: unknown): Promise<object> {
  if (!isOperation(operation)) throw new ApiError('UnknownOperationException', operation);
  return callOperation(api, operation, input);
}

function callOperation<Name extends keyof Requests>(api: Operations, name: Name, input: unknown) {
  return api[name](parseRequest(requestSchemas[name], input));
}

function isOperation(name: string): name is keyof Requests {
  return Object.hasOwn(requestSchemas, name);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(withEpochSeconds(body)));
}

/** JSON 1.1 spells timestamps as epoch seconds. */
function withEpochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(withEpochSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withEpochSeconds(item)]));
}
