import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { burstPolicy } from './burst-policy.ts';
import { prepare, putBack, UnfinishedRun } from './index.ts';
import { scheduledCapacity } from './scheduled-capacity.ts';
import * as stageBefore from './stage-before.ts';

jest.mock('./burst-policy.ts', () => ({ burstPolicy: jest.fn() }));
jest.mock('./scheduled-capacity.ts', () => ({ scheduledCapacity: jest.fn() }));
jest.mock('./stage-before.ts', () => ({
  ...jest.requireActual<typeof stageBefore>('./stage-before.ts'),
  readStageBefore: jest.fn(),
  restoreStage: jest.fn(),
}));

const before = { minTasks: 2, examTasks: 4, burstAlarms: { burst: true } };
const context = { clients: createClients(record.outputs), outputs: record.outputs, print: () => undefined };
const stage = { stage: 'preview', environmentSuffix: 'preview' };
let project: string;
let unfinished: UnfinishedRun;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'prepare-'));
  unfinished = new UnfinishedRun(project, stage);
  jest.mocked(stageBefore.readStageBefore).mockResolvedValue(before);
  jest.mocked(stageBefore.restoreStage).mockReset().mockResolvedValue();
  jest.mocked(burstPolicy).mockReset().mockResolvedValue();
  jest.mocked(scheduledCapacity).mockReset().mockResolvedValue();
});

it('what the stage was is written down before anything changes, and until it is so again', async () => {
  let written: unknown;
  jest.mocked(scheduledCapacity).mockImplementation(async () => void (written = await unfinished.read()));
  const undo = await prepare(['scheduled-capacity'], context, unfinished);
  expect(written).toMatchObject({ before });
  await undo();
  expect(stageBefore.restoreStage).toHaveBeenCalledWith(context, before);
  expect(readdirSync(join(project, 'results'))).toEqual([]);
});

it('what was prepared before one that fails is put back at once', async () => {
  jest.mocked(burstPolicy).mockRejectedValue(new Error('access denied'));
  const preparing = prepare(['scheduled-capacity', 'burst-policy'], context, unfinished);
  await expect(preparing).rejects.toThrow('access denied');
  expect(stageBefore.restoreStage).toHaveBeenCalledTimes(1);
  expect(await unfinished.read()).toBeUndefined();
});

it('what cannot be put back stays written down, and the next run of this stage alone tries again', async () => {
  const undo = await prepare(['burst-policy'], context, unfinished);
  jest.mocked(stageBefore.restoreStage).mockRejectedValue(new Error('no answer'));
  await expect(undo()).rejects.toThrow('no answer');
  await expect(putBack(context, unfinished)).rejects.toMatchObject({ exitCode: 3 });
  const other = new UnfinishedRun(project, { ...stage, environmentSuffix: 'pr-7' });
  expect(await putBack(context, other)).toBe(false);

  jest.mocked(stageBefore.restoreStage).mockResolvedValue();
  expect(await putBack(context, unfinished)).toBe(true);
  expect(await putBack(context, unfinished)).toBe(false);
});

it('a workload without preparations writes nothing down', async () => {
  await (
    await prepare([], context, unfinished)
  )();
  expect(readdirSync(project)).toEqual([]);
});
