import { createServer, type Server } from 'node:http';
import { receive } from '../endpoint/received-request.ts';
import { FaultInjection } from './experiments.ts';
import { createFisHandler } from './http-handler.ts';

const template = {
  description: 'One task is stopped',
  roleArn: 'arn:aws:iam::000000000000:role/experiments',
  stopConditions: [{ source: 'none' }],
  targets: {
    task: {
      resourceType: 'aws:ecs:task',
      selectionMode: 'COUNT(1)',
      parameters: { cluster: 'c', service: 's' },
    },
  },
  actions: { stop: { actionId: 'aws:ecs:stop-task', targets: { Tasks: 'task' } } },
  tags: { Name: 'experiment' },
};

let server: Server;
let url: string;

beforeEach(async () => {
  const handle = createFisHandler(
    new FaultInjection('sa-east-1', '000000000000', {
      loseZone: () => undefined,
      restoreZone: () => undefined,
      stopTasks: async () => undefined,
      raisedAlarms: async () => [],
    }),
  );
  server = createServer(async (request, response) => handle(await receive(request), response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(method: string, path: string, body?: object) {
  const answer = await fetch(url + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

it('keeps a template as Terraform wrote it, with tags that change by themselves, until it is deleted', async () => {
  const created = await ask('POST', '/experimentTemplates', { clientToken: '1', ...template });
  expect(created.body.experimentTemplate).toMatchObject({
    ...template,
    arn: expect.stringMatching(/^arn:aws:fis:sa-east-1:000000000000:experiment-template\/EXT/),
    creationTime: expect.any(Number),
  });
  const { id, arn } = created.body.experimentTemplate;
  const path = `/experimentTemplates/${id}`;
  await ask('PATCH', path, { description: 'changed' });
  await ask('POST', `/tags/${encodeURIComponent(arn)}`, { tags: { stage: 'local' } });
  await ask('DELETE', `/tags/${encodeURIComponent(arn)}?tagKeys=Name`);
  expect((await ask('GET', path)).body.experimentTemplate).toMatchObject({
    description: 'changed',
    actions: template.actions,
    tags: { stage: 'local' },
  });
  expect((await ask('DELETE', path)).status).toBe(200);
  expect(await ask('GET', path)).toMatchObject({
    status: 404,
    body: { __type: 'ResourceNotFoundException' },
  });
});

it('tells what has become of experiments', async () => {
  const { body } = await ask('POST', '/experimentTemplates', template);
  const experimentTemplateId = body.experimentTemplate.id;
  const { experiment } = (await ask('POST', '/experiments', { experimentTemplateId })).body;
  expect(experiment).toMatchObject({ experimentTemplateId, state: { status: 'completed' } });
  expect((await ask('GET', `/experiments/${experiment.id}`)).body.experiment.id).toBe(experiment.id);
  expect((await ask('GET', '/experiments')).body.experiments).toMatchObject([{ id: experiment.id }]);
});

it.each([
  ['POST', '/experimentTemplates', { description: 'no actions' }, 400, 'ValidationException'],
  ['POST', '/experiments', { experimentTemplateId: 'EXT0' }, 404, 'ResourceNotFoundException'],
  ['GET', '/actions', undefined, 404, 'UnknownOperationException'],
])('refuses %s %s', async (method, path, body, status, __type) => {
  expect(await ask(method, path, body)).toMatchObject({ status, body: { __type } });
});
