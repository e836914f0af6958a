import { z } from 'zod';
import { sendAwsError, AwsError } from '../endpoint/aws-error.ts';
import type { HttpHandler } from '../types.ts';
import type { Experiment, FaultInjection, Template } from './experiments.ts';
import { changesSchema, invalid, templateSchema } from './template.ts';

const startSchema = z.object({ experimentTemplateId: z.string() });
const tagsSchema = z.object({ tags: z.record(z.string(), z.string()) });

interface Call {
  readonly fis: FaultInjection;
  /** The part of the path that names something. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** Methods and paths of the FIS API reference. */
const operations: readonly (readonly [
  method: string,
  path: RegExp,
  answer: (call: Call) => object | Promise<object>,
])[] = [
  ['POST', /^\/experimentTemplates$/, ({ fis, body }) => one(fis.createTemplate(templateSchema.parse(body)))],
  ['GET', /^\/experimentTemplates$/, ({ fis }) => ({ experimentTemplates: [...fis.templates.values()] })],
  ['GET', /^\/experimentTemplates\/([^/]+)$/, ({ fis, id }) => one(fis.template(id))],
  [
    'PATCH',
    /^\/experimentTemplates\/([^/]+)$/,
    ({ fis, id, body }) => one(fis.updateTemplate(id, changesSchema.parse(body))),
  ],
  [
    'DELETE',
    /^\/experimentTemplates\/([^/]+)$/,
    ({ fis, id }) => {
      const template = fis.template(id);
      fis.templates.delete(id);
      return one(template);
    },
  ],
  [
    'POST',
    /^\/experiments$/,
    async ({ fis, body }) => ({ experiment: await fis.start(startSchema.parse(body).experimentTemplateId) }),
  ],
  ['GET', /^\/experiments$/, ({ fis }) => ({ experiments: [...fis.experiments.values()].map(summary) })],
  ['GET', /^\/experiments\/([^/]+)$/, ({ fis, id }) => ({ experiment: fis.experiment(id) })],
  ['DELETE', /^\/experiments\/([^/]+)$/, ({ fis, id }) => ({ experiment: fis.stop(id) })],
  ['GET', /^\/tags\/(.+)$/, ({ fis, id }) => ({ tags: tagged(fis, id).tags })],
  [
    'POST',
    /^\/tags\/(.+)$/,
    ({ fis, id, body }) => setTags(fis, id, { ...tagged(fis, id).tags, ...tagsSchema.parse(body).tags }),
  ],
  [
    'DELETE',
    /^\/tags\/(.+)$/,
    ({ fis, id, query }) => {
      const gone = query.getAll('tagKeys');
      const left = Object.entries(tagged(fis, id).tags).filter(([key]) => !gone.includes(key));
      return setTags(fis, id, Object.fromEntries(left));
    },
  ],
];

/** The protocol of FIS: REST with JSON. */
export function createFisHandler(fis: FaultInjection): HttpHandler {
  return async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url, 'http://fis');
    try {
      for (const [method, path, answer] of operations) {
        const found = method === request.method && path.exec(pathname);
        if (!found) continue;
        const id = decodeURIComponent(found[1] ?? '');
        const body = await answer({ fis, id, query, body: parse(request.body) });
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body, withEpochSeconds));
        return;
      }
      throw new AwsError(404, 'UnknownOperationException', `${request.method} ${pathname} is not emulated`);
    } catch (error) {
      sendAwsError(response, refusal(error), { headers: request.headers, service: 'fis' });
    }
  };
}

const one = (experimentTemplate: Template) => ({ experimentTemplate });

const summary = ({ id, arn, experimentTemplateId, state, creationTime }: Experiment) => ({
  ...{ id, arn, experimentTemplateId, state, creationTime },
});

const tagged = (fis: FaultInjection, arn: string): Template => fis.template(arn.split('/').at(-1) ?? '');

function setTags(fis: FaultInjection, arn: string, tags: Record<string, string>): object {
  const template = tagged(fis, arn);
  fis.templates.set(template.id, { ...template, tags });
  return {};
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw invalid(String(error));
  }
}

function refusal(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof z.ZodError) return invalid(z.prettifyError(error));
  throw error;
}

/** REST-JSON spells timestamps as epoch seconds; JSON.stringify has made them text already. */
function withEpochSeconds(this: unknown, key: string, value: unknown): unknown {
  const original: unknown = typeof this === 'object' && this !== null ? Reflect.get(this, key) : value;
  return original instanceof Date ? original.getTime() / 1000 : value;
}
