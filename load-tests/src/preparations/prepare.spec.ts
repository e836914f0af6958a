import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { burstPolicy } from './burst-policy.ts';
import { faultInjection } from './fault-injection.ts';
import { prepare } from './index.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';

jest.mock('./burst-policy.ts', () => ({ burstPolicy: jest.fn() }));
jest.mock('./fault-injection.ts', () => ({ faultInjection: jest.fn() }));
jest.mock('./scheduled-capacity.ts', () => ({ scheduledCapacity: jest.fn() }));

const context = { clients: createClients(record.outputs), outputs: record.outputs, print: () => undefined };
let done: string[];

/** A preparation that tells what is done, and whose undoing may fail. */
const telling = (name: string, error?: Error) => async () => {
  done.push(name);
  return async () => {
    done.push(`undo ${name}`);
    if (error) throw error;
  };
};

beforeEach(() => {
  done = [];
  jest.mocked(faultInjection).mockImplementation(telling('faults'));
  jest.mocked(scheduledCapacity).mockImplementation(telling('capacity'));
});

it('the stage is put back in the opposite order, all of it also when one part fails', async () => {
  jest.mocked(scheduledCapacity).mockImplementation(telling('capacity', new Error('no answer')));
  const undo = await prepare(['fault-injection', 'scheduled-capacity'], context);
  await expect(undo()).rejects.toThrow('no answer');
  expect(done).toEqual(['faults', 'capacity', 'undo capacity', 'undo faults']);
});

it('what was prepared before one that fails is put back at once', async () => {
  jest.mocked(burstPolicy).mockRejectedValue(new Error('access denied'));
  await expect(prepare(['fault-injection', 'burst-policy'], context)).rejects.toThrow('access denied');
  expect(done).toEqual(['faults', 'undo faults']);
});
