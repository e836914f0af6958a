import * as cli from '@edutechbr/cli';
import { stackNames } from './app.ts';
import { destroyOrStop } from './broken-local-cloud.ts';
import { destroy } from './destroy.ts';
import { loadStage } from './load-stage.ts';
import { stopLocalCloud, type Workbench } from './workbench.ts';

jest.mock('@edutechbr/cli', () => ({
  ...jest.requireActual<object>('@edutechbr/cli'),
  lastingProblem: jest.fn(),
}));
jest.mock('./destroy.ts', () => ({ destroy: jest.fn() }));
jest.mock('./workbench.ts', () => ({ stopLocalCloud: jest.fn() }));

const problem = 'redis of the local cloud has not worked for 20 s: bad certificate';
const workbench: Workbench = {
  stage: loadStage({}),
  projectRoot: '/srv/lms/apps/lms-infra',
  terraform: 'terraform',
  env: {},
  signal: new AbortController().signal,
};

beforeEach(() => {
  jest.clearAllMocks();
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.mocked(destroy).mockRejectedValue(new cli.ExitError('deployFailed', problem));
  jest.mocked(cli.lastingProblem).mockReturnValue(problem);
});
afterEach(() => jest.restoreAllMocks());

it('a destroy that a broken part of the local cloud holds up ends with the local cloud itself', async () => {
  await destroyOrStop(workbench, stackNames);
  expect(stopLocalCloud).toHaveBeenCalledTimes(1);
});

it('a destroy that fails by itself says so, and leaves the local cloud as it is', async () => {
  jest.mocked(cli.lastingProblem).mockReturnValue(undefined);
  await expect(destroyOrStop(workbench, stackNames)).rejects.toThrow('bad certificate');
  expect(stopLocalCloud).not.toHaveBeenCalled();
});

it('a destroy of one stack does not take the others with it', async () => {
  await expect(destroyOrStop(workbench, ['service'])).rejects.toThrow('bad certificate');
  expect(stopLocalCloud).not.toHaveBeenCalled();
});
