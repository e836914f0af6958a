import { createClients } from '../stage/clients.ts';
import { Revisions } from '../stage/revisions.ts';
import { DeployedService } from '../stage/service.ts';
import { record } from '../testing/example-run.ts';
import { badRollout, rollout } from './rollout.ts';

const FORMER = 'arn:aws:ecs:sa-east-1:123456789012:task-definition/lms:7';
const NEXT = 'arn:aws:ecs:sa-east-1:123456789012:task-definition/lms:8';

const { outputs } = record;
const clients = createClients(outputs);

/** Revisions of a service that has what it was given last, in the state that is said. */
function deploy(stateOf: (revision: string) => 'COMPLETED' | 'FAILED') {
  let current = FORMER;
  const steps: string[] = [];
  const { prototype } = Revisions;
  jest.spyOn(prototype, 'current').mockImplementation(async () => current);
  jest.spyOn(prototype, 'register').mockImplementation(async () => NEXT);
  jest.spyOn(prototype, 'rollOut').mockImplementation(async (revision) => {
    if (revision !== current) steps.push(`roll out ${revision.split('/')[1]}`);
    current = revision;
  });
  jest.spyOn(prototype, 'deployment').mockImplementation(async (revision) => {
    const rolloutState = stateOf(revision);
    // The circuit breaker gives the service its former revision back.
    if (rolloutState === 'FAILED') current = FORMER;
    return { status: 'PRIMARY', rolloutState, rolloutStateReason: 'tasks failed to start.' };
  });
  jest.spyOn(prototype, 'deregister').mockImplementation(async (revision) => {
    steps.push(`deregister ${revision.split('/')[1]}`);
  });
  const told: string[] = [];
  const context = {
    clients,
    outputs,
    service: new DeployedService(clients, outputs),
    tell: (kind: string, label: string) => void told.push(`${kind}: ${label}`),
    signal: new AbortController().signal,
  };
  return { context, steps, told };
}

afterEach(() => jest.restoreAllMocks());

it('a new revision is rolled out, the former one again, and the new one is gone', async () => {
  const { context, steps, told } = deploy(() => 'COMPLETED');
  await rollout(context);
  expect(steps).toEqual(['roll out lms:8', 'roll out lms:7', 'deregister lms:8']);
  expect(told).toEqual([
    'change: revision lms:8 is rolled out',
    'recovery: revision lms:8 serves alone',
    'change: revision lms:7 is rolled out',
    'recovery: revision lms:7 serves alone',
  ]);
});

it('the former revision is put back when the new one fails', async () => {
  const { context, steps } = deploy((revision) => (revision === NEXT ? 'FAILED' : 'COMPLETED'));
  await expect(rollout(context)).rejects.toThrow('revision lms:8 failed: tasks failed to start.');
  expect(steps.at(-1)).toBe('deregister lms:8');
});

it('a bad revision is given up, and the former one serves alone', async () => {
  const { context, steps, told } = deploy((revision) => (revision === NEXT ? 'FAILED' : 'COMPLETED'));
  await badRollout(context);
  expect(steps).toEqual(['roll out lms:8', 'deregister lms:8']);
  expect(told).toEqual([
    'fault: revision lms:8 is rolled out, whose health check fails',
    'recovery: revision lms:8 is given up: tasks failed to start',
    'recovery: revision lms:7 serves alone',
  ]);
});

it('a bad revision that serves is put back, and a problem', async () => {
  const { context, steps } = deploy(() => 'COMPLETED');
  await expect(badRollout(context)).rejects.toThrow('revision lms:8 was rolled out, and had to fail');
  expect(steps).toEqual(['roll out lms:8', 'roll out lms:7', 'deregister lms:8']);
});
