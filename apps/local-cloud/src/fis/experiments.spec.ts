import { FaultInjection, type Surroundings } from './experiments.ts';
import { templateSchema } from './template.ts';

/** As `FaultExperiments` of libs/service has them. */
const zoneTemplate = templateSchema.parse({
  description: 'Zone sa-east-1a is lost for five minutes',
  roleArn: 'arn:aws:iam::000000000000:role/experiments',
  stopConditions: [
    { source: 'aws:cloudwatch:alarm', value: 'arn:aws:cloudwatch:sa-east-1:000000000000:alarm:ill' },
  ],
  targets: {
    tasks: {
      resourceType: 'aws:ecs:task',
      selectionMode: 'ALL',
      parameters: { cluster: 'c', service: 's' },
      filters: [{ path: 'AvailabilityZone', values: ['sa-east-1a'] }],
    },
    subnets: {
      resourceType: 'aws:ec2:subnet',
      selectionMode: 'ALL',
      parameters: { availabilityZoneIdentifier: 'sa-east-1a', vpc: 'vpc-1' },
    },
    redis: {
      resourceType: 'aws:elasticache:replicationgroup',
      selectionMode: 'ALL',
      parameters: { availabilityZoneIdentifier: 'sa-east-1a' },
      resourceTags: { Name: 'redis-1' },
    },
  },
  actions: {
    stop: { actionId: 'aws:ecs:stop-task', targets: { Tasks: 'tasks' } },
    cut: {
      actionId: 'aws:network:disrupt-connectivity',
      parameters: { scope: 'all', duration: 'PT5M' },
      targets: { Subnets: 'subnets' },
    },
    power: {
      actionId: 'aws:elasticache:replicationgroup-interrupt-az-power',
      parameters: { duration: 'PT5M' },
      targets: { ReplicationGroups: 'redis' },
    },
  },
});

const taskTemplate = templateSchema.parse({
  ...zoneTemplate,
  targets: { task: { ...zoneTemplate.targets['tasks'], filters: [], selectionMode: 'COUNT(1)' } },
  actions: { stop: { actionId: 'aws:ecs:stop-task', targets: { Tasks: 'task' } } },
});

let done: string[];
let raised: string[];
let loseZone: Surroundings['loseZone'];
let fis: FaultInjection;

beforeEach(() => {
  jest.useFakeTimers();
  done = [];
  raised = [];
  loseZone = (zone) => void done.push(`lose ${zone}`);
  const surroundings: Surroundings = {
    loseZone: (zone) => loseZone(zone),
    restoreZone: (zone) => void done.push(`restore ${zone}`),
    stopTasks: async ({ cluster, service, count }) =>
      void done.push(`stop ${count} of ${cluster}/${service}`),
    raisedAlarms: async (arns) => (arns.length > 0 ? raised : []),
  };
  fis = new FaultInjection('sa-east-1', '000000000000', surroundings);
});
afterEach(() => jest.useRealTimers());

const start = (template = zoneTemplate) => fis.start(fis.createTemplate(template).id);

it('a zone whose subnets are cut is lost with its tasks and its Redis, and given back after the duration', async () => {
  const experiment = await start();
  expect(done).toEqual(['lose sa-east-1a']);
  await jest.advanceTimersByTimeAsync(299_000);
  expect(experiment.state.status).toBe('running');
  await jest.advanceTimersByTimeAsync(2_000);
  expect([experiment.state.status, ...done]).toEqual(['completed', 'lose sa-east-1a', 'restore sa-east-1a']);
});

it('an experiment that is stopped gives back at once what it took, and only once', async () => {
  const { id } = await start();
  expect(fis.stop(id).state.status).toBe('stopped');
  expect(fis.stop(id).state.status).toBe('stopped');
  await jest.advanceTimersByTimeAsync(600_000);
  expect(done).toEqual(['lose sa-east-1a', 'restore sa-east-1a']);
});

it('an alarm among the stop conditions keeps an experiment from starting, and ends one', async () => {
  raised = ['ill'];
  const refused = await start();
  expect([refused.state.status, ...done]).toEqual(['stopped']);
  raised = [];
  const begun = await start();
  raised = ['ill'];
  await jest.advanceTimersByTimeAsync(5_000);
  expect(begun.state).toEqual({ status: 'stopped', reason: 'Experiment halted by stop condition: ill' });
  expect(done).toEqual(['lose sa-east-1a', 'restore sa-east-1a']);
});

it('an experiment that cannot begin has failed, and gives nothing back that it has not taken', async () => {
  const nowhere = { availabilityZoneIdentifier: 'sa-east-1d' };
  loseZone = () => {
    throw new Error('there is no zone sa-east-1d');
  };
  const subnets = { ...zoneTemplate.targets['subnets'], parameters: nowhere };
  const { cut } = zoneTemplate.actions;
  const { state } = await start({
    ...zoneTemplate,
    targets: { subnets },
    actions: { cut },
  } as typeof zoneTemplate);
  expect(state).toEqual({ status: 'failed', reason: 'there is no zone sa-east-1d' });
  expect(done).toEqual([]);
});

it('so many tasks of a service are stopped, and the experiment is over', async () => {
  const { state } = await start(taskTemplate);
  expect([state.status, ...done]).toEqual(['completed', 'stop 1 of c/s']);
});

const cut = zoneTemplate.actions['cut'];
it.each([
  [
    'an action that is not emulated',
    { stop: { actionId: 'aws:ec2:stop-instances' } },
    'aws:ec2:stop-instances is none of',
  ],
  ['a target of another type', { cut: { ...cut, targets: { Subnets: 'tasks' } } }, 'of type aws:ec2:subnet'],
  [
    'another scope',
    { cut: { ...cut, parameters: { scope: 'dynamodb', duration: 'PT5M' } } },
    'only scope all',
  ],
  [
    'a duration below a minute',
    { cut: { ...cut, parameters: { scope: 'all', duration: 'PT30S' } } },
    'between PT1M and PT12H',
  ],
  ['power alone', { power: zoneTemplate.actions['power'] }, 'with the subnets of the zone'],
  ['no action', {}, 'must have an action'],
])('a template with %s is refused', (_what, actions, reason) => {
  const template = { ...zoneTemplate, actions } as typeof zoneTemplate;
  expect(() => fis.createTemplate(template)).toThrow(reason);
});
