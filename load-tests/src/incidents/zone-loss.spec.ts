import { createClients } from '../stage/clients.ts';
import * as faults from '../stage/faults.ts';
import { DeployedService } from '../stage/service.ts';
import { record } from '../testing/example-run.ts';
import { zoneLoss } from './zone-loss.ts';

jest.mock('../stage/faults.ts');

const { outputs } = record;
const clients = createClients(outputs);
const service = new DeployedService(clients, outputs);
const inZone = (id: string, availabilityZone: string) => ({
  taskArn: `arn:aws:ecs:sa-east-1:123456789012:task/c/${id}`,
  availabilityZone,
  lastStatus: 'RUNNING',
});
const primaryIn = (zone: string, id: string) => ({
  ReplicationGroups: [
    {
      NodeGroups: [
        {
          NodeGroupMembers: [{ CacheClusterId: id, CurrentRole: 'primary', PreferredAvailabilityZone: zone }],
        },
      ],
    },
  ],
});

it('the zone of the primary is lost, the others take over, and it is restored also when the load ends', async () => {
  const orders: string[] = [];
  jest.mocked(faults.faultsOf).mockReturnValue({
    killsBy: 'SIGKILL',
    killTask: jest.fn(),
    requireLost: async (zone) => void orders.push(`require ${zone}`),
    loseZone: async (zone) => void orders.push(`lose ${zone}`),
    restoreZone: async (zone) => void orders.push(`restore ${zone}`),
  });
  jest
    .spyOn(clients.elastiCache, 'send')
    .mockImplementationOnce(async () => primaryIn('sa-east-1a', 'redis-001'))
    .mockImplementation(async () => primaryIn('sa-east-1b', 'redis-002'));
  const [lost, left, next] = [
    inZone('1a2b3c4d', 'sa-east-1a'),
    inZone('5e6f7a8b', 'sa-east-1b'),
    inZone('9c0d1e2f', 'sa-east-1c'),
  ];
  jest.spyOn(service, 'tasks').mockResolvedValueOnce([lost, left]).mockResolvedValue([left, next]);
  jest.spyOn(service, 'capacity').mockResolvedValue({ at: new Date(), desired: 2, running: 2, healthy: 2 });
  const load = new AbortController();
  const told: string[] = [];
  const tell = (kind: string, label: string) => {
    told.push(`${kind}: ${label}`);
    if (label.startsWith('the service is whole')) load.abort();
  };
  await expect(zoneLoss({ clients, outputs, service, tell, signal: load.signal })).rejects.toThrow();
  expect(orders).toEqual(['lose sa-east-1a', 'restore sa-east-1a']);
  expect(told[0]).toBe('fault: zone sa-east-1a is lost, with task 1a2b3c4d, redis-001');
  expect(told.slice(1).sort()).toEqual([
    'recovery: redis-002 in sa-east-1b is the primary of Redis',
    'recovery: the service is whole again in the other zones',
  ]);
});
