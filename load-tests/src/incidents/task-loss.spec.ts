import { createClients } from '../stage/clients.ts';
import * as faults from '../stage/faults.ts';
import { DeployedService } from '../stage/service.ts';
import { record } from '../testing/example-run.ts';
import { settle } from './settle.ts';
import { taskKill, taskStop } from './task-loss.ts';

jest.mock('../stage/faults.ts');

const { outputs } = record;
const clients = createClients(outputs);
const service = new DeployedService(clients, outputs);
const task = (id: string, lastStatus = 'RUNNING') => ({
  taskArn: `arn:aws:ecs:sa-east-1:123456789012:task/c/${id}`,
  lastStatus,
});
const context = (told: string[]) => ({
  clients,
  outputs,
  service,
  tell: (kind: string, label: string) => void told.push(`${kind}: ${label}`),
  signal: new AbortController().signal,
});

const noFaults = { loseZone: jest.fn(), requireLost: jest.fn(), restoreZone: jest.fn() };

/** One task runs until it is lost, and another one has taken its place at the third look. */
function deployOneTask() {
  const [lost, next] = [task('1a2b3c4d5e'), task('6f7a8b9c0d')];
  const looks = jest
    .spyOn(service, 'tasks')
    .mockResolvedValueOnce([task('99999999', 'PENDING'), lost])
    .mockResolvedValueOnce([lost])
    .mockResolvedValueOnce([task('6f7a8b9c0d', 'PENDING')])
    .mockResolvedValue([next]);
  const whole = { at: new Date(), desired: 1, running: 1, healthy: 1 };
  jest.spyOn(service, 'capacity').mockResolvedValue(whole);
  return { lost: lost.taskArn, looks };
}

afterEach(() => jest.restoreAllMocks());

it('a task that runs is killed, and followed until another one is healthy in its place', async () => {
  const { lost, looks } = deployOneTask();
  const killTask = jest.fn(async ([taskArn]: readonly string[]) => taskArn);
  jest.mocked(faults.faultsOf).mockReturnValue({ ...noFaults, killsBy: 'SIGKILL', killTask });
  const told: string[] = [];
  await taskKill(context(told));
  expect(killTask).toHaveBeenCalledWith([lost]);
  expect(looks).toHaveBeenCalledTimes(4);
  expect(told).toEqual(['fault: task 1a2b3c4d gets SIGKILL', 'recovery: the service is whole again']);
});

it('a task that AWS FIS has chosen is found out, and followed in the same way', async () => {
  const [lost, next] = [task('1a2b3c4d5e'), task('6f7a8b9c0d')];
  let isLost = false;
  jest.spyOn(service, 'tasks').mockImplementation(async (desiredStatus) => {
    if (desiredStatus === 'STOPPED') return isLost ? [{ ...lost, lastStatus: 'DEACTIVATING' }] : [];
    return isLost ? [next] : [lost];
  });
  const whole = { at: new Date(), desired: 1, running: 1, healthy: 1 };
  jest.spyOn(service, 'capacity').mockResolvedValue(whole);
  const killTask = async () => void (isLost = true);
  jest.mocked(faults.faultsOf).mockReturnValue({ ...noFaults, killsBy: 'SIGTERM from AWS FIS', killTask });
  const told: string[] = [];
  await taskKill(context(told));
  expect(told).toEqual([
    'fault: task 1a2b3c4d gets SIGTERM from AWS FIS',
    'recovery: the service is whole again',
  ]);
});

it('a task is stopped by the API of ECS', async () => {
  const { lost } = deployOneTask();
  const send = jest.spyOn(clients.ecs, 'send').mockImplementation(async () => ({}));
  const told: string[] = [];
  await taskStop(context(told));
  expect(send.mock.calls[0]?.[0].input).toMatchObject({ cluster: outputs.clusterName, task: lost });
  expect(told[0]).toBe('fault: task 1a2b3c4d gets SIGTERM');
});

it('nothing is lost when no task runs', async () => {
  jest.spyOn(service, 'tasks').mockResolvedValue([task('1a2b3c4d', 'PENDING')]);
  await expect(taskStop(context([]))).rejects.toThrow('no task runs');
});

it('what stopped tasks drop still counts for them: their end is waited for', async () => {
  const looks = jest
    .spyOn(service, 'tasks')
    .mockResolvedValueOnce([task('1a2b3c4d', 'DEACTIVATING'), task('5e6f7a8b', 'STOPPED')])
    .mockResolvedValue([task('1a2b3c4d', 'STOPPED'), task('5e6f7a8b', 'STOPPED')]);
  await settle(context([]));
  expect(looks.mock.calls).toEqual([['STOPPED'], ['STOPPED']]);
});
