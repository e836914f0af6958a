import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { ScalingWorld, serviceKey } from '../testing/scaling-world.ts';
import { createHttpHandler } from './http-handler.ts';

/** Calls the handler as a client would, without a server. */
async function call(world: ScalingWorld, operation: string, body: string) {
  const headers = { 'x-amz-target': `AnyScaleFrontendService.${operation}` };
  const request = { method: 'POST', url: '/', headers, rawHeaders: [], body: Buffer.from(body) };
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const end = jest.spyOn(response, 'end');
  await createHttpHandler(world.api)(request, response);
  return { status: response.statusCode, answer: JSON.parse(String(end.mock.calls[0]?.[0])) as unknown };
}

it('speaks JSON 1.1: timestamps are epoch seconds', async () => {
  const world = new ScalingWorld();
  const register = { ...serviceKey, MinCapacity: 1, MaxCapacity: 2 };
  await expect(call(world, 'RegisterScalableTarget', JSON.stringify(register))).resolves.toMatchObject({
    status: 200,
    answer: { ScalableTargetARN: expect.stringContaining('arn:aws:application-autoscaling:sa-east-1') },
  });
  await expect(call(world, 'DescribeScalableTargets', '{"ServiceNamespace":"ecs"}')).resolves.toMatchObject({
    answer: { ScalableTargets: [{ MinCapacity: 1, CreationTime: expect.any(Number) }] },
  });
});

it.each([
  ['DeregisterScalableTarget', JSON.stringify(serviceKey), 400, 'ObjectNotFoundException'],
  ['RegisterScalableTarget', '{}', 400, 'ValidationException'],
  ['PutEverything', '{}', 400, 'UnknownOperationException'],
  ['RegisterScalableTarget', 'no JSON', 400, 'SerializationException'],
])('answers %s of %s with the error %i %s', async (operation, body, status, type) => {
  const answered = await call(new ScalingWorld(), operation, body);
  expect(answered).toMatchObject({ status, answer: { __type: type } });
});
