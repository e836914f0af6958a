import { incidents } from '../incidents/index.ts';
import { record } from '../testing/example-run.ts';
import { createClients } from '../stage/clients.ts';
import { DeployedService } from '../stage/service.ts';
import { letHappen } from './happenings.ts';

jest.mock('../incidents/index.ts', () => ({ incidents: { 'redis-failover': jest.fn() } }));
const failOver = jest.mocked(incidents['redis-failover']);

const { outputs } = record;
const clients = createClients(outputs);
const service = new DeployedService(clients, outputs);

/** All students have arrived just now. */
function happen(afterSeconds: number, load: AbortController) {
  const scheduled = [{ name: 'redis-failover' as const, afterSeconds }];
  const arrived = Promise.resolve(new Date());
  return letHappen({ clients, outputs, service, scheduled, arrived, print: jest.fn(), signal: load.signal });
}

describe('what happens to the system', () => {
  it('happens when it is scheduled after all students have arrived', async () => {
    failOver.mockImplementation(async ({ tell }) => tell('fault', 'Redis loses its primary'));
    const arrivedAt = Date.now();
    const [event] = await happen(0.1, new AbortController());
    expect(event).toMatchObject({ kind: 'fault', label: 'Redis loses its primary' });
    expect(event?.at.getTime()).toBeGreaterThanOrEqual(arrivedAt + 100);
  });

  it('is a problem of the run when it fails', async () => {
    failOver.mockRejectedValue(new Error('TestFailover is not allowed now'));
    expect(await happen(0, new AbortController())).toMatchObject([
      { kind: 'problem', label: 'redis-failover was not gone through: TestFailover is not allowed now' },
    ]);
  });

  it('is a problem of the run when the load ends before', async () => {
    const load = new AbortController();
    const events = happen(600, load);
    load.abort();
    expect(await events).toMatchObject([
      { kind: 'problem', label: 'redis-failover was not gone through: the load was over' },
    ]);
  });
});
