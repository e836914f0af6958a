import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { record } from '../testing/example-run.ts';
import { evidenceOf, parseOutputs, readOutputs } from './outputs.ts';

const text = (change: object = {}) => JSON.stringify({ ...record.outputs, ...change });

describe("a stage's outputs", () => {
  it('are read as lms-infra writes them', () => {
    expect(parseOutputs(text({ url: 'https://127.0.0.1:8443/' }), 'o.json')).toEqual(record.outputs);
  });

  it('are refused with the name of each output that is missing or wrong', () => {
    expect(() => parseOutputs(text({ clusterName: undefined, awsEndpoint: 'nowhere' }), 'o.json')).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(/awsEndpoint: .+; clusterName: /),
      }),
    );
    expect(() => parseOutputs('{', 'o.json')).toThrow('o.json is not JSON');
  });

  it('say what to run when the stage was never deployed', async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'outputs-'));
    await expect(readOutputs({ stage: 'local', environmentSuffix: 'dev' }, workspace)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('LMS_STAGE=local ENVIRONMENT_SUFFIX=dev npx nx run lms-infra:deploy'),
    });
  });

  it('are evidence of AWS exactly when no endpoint of our own answers', () => {
    expect(evidenceOf(record.outputs)).toBe('emulated');
    expect(evidenceOf({ ...record.outputs, awsEndpoint: undefined })).toBe('aws');
  });
});
