import { workloadNames } from './k6/workloads/index.ts';
import { readSettings } from './settings.ts';

describe('the settings of a run', () => {
  it('are 10,000 students on the local stage when nothing is set', () => {
    expect(readSettings({})).toMatchObject({
      stage: 'local',
      environmentSuffix: 'dev',
      workload: { name: 'sessions' },
      sessions: 10_000,
    });
  });

  it.each([
    ['preview', 'preview'],
    ['production', 'main'],
  ])('mean the deployment of %s that a deploy without a suffix makes: %s', (LMS_STAGE, environmentSuffix) => {
    expect(readSettings({ LMS_STAGE })).toMatchObject({ stage: LMS_STAGE, environmentSuffix });
  });

  it('take the size of the workload unless SESSIONS says another', () => {
    expect(readSettings({ WORKLOAD: 'smoke' }).sessions).toBe(20);
    expect(readSettings({ WORKLOAD: 'smoke', SESSIONS: '7' }).sessions).toBe(7);
  });

  it.each(['abc', '-5', '0', '1.5', '', ' 5', '1e4', '99999999'])('refuse SESSIONS=%j', (value) => {
    expect(() => readSettings({ SESSIONS: value })).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: `SESSIONS must be a whole number from 1 to 9999999, got '${value}'`,
      }),
    );
  });

  it('let k6 collect its garbage as late as the free memory lets it, unless LOAD_GOGC says another', () => {
    expect(readSettings({ GOGC: '20' }).gogc).toBeUndefined();
    expect(readSettings({ LOAD_GOGC: '20' }).gogc).toBe(20);
    expect(() => readSettings({ LOAD_GOGC: 'off' })).toThrow(
      "LOAD_GOGC must be a whole number from 1 to 999, got 'off'",
    );
  });

  it('refuse a workload that does not exist, and name those that do', () => {
    expect(() => readSettings({ WORKLOAD: 'stampede' })).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: `WORKLOAD must be one of ${workloadNames.join(', ')}, got 'stampede'`,
      }),
    );
  });

  it('refuse a stage that does not exist, instead of saying how to deploy it', () => {
    expect(() => readSettings({ LMS_STAGE: 'prodution' })).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: "LMS_STAGE must be one of local, preview, production, got 'prodution'",
      }),
    );
  });

  it('name every wrong variable at once', () => {
    expect(() => readSettings({ LMS_STAGE: 'Local', ENVIRONMENT_SUFFIX: 'a--b', SESSIONS: '0' })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^LMS_STAGE .+'Local'\nENVIRONMENT_SUFFIX .+'a--b'\nSESSIONS .+'0'$/),
      }),
    );
  });
});
