import { readEnvironment } from './environment.ts';

const complete = {
  WORKLOAD: 'sessions',
  SESSIONS: '10000',
  EVIDENCE: 'emulated',
  BASE_URL: 'https://127.0.0.1:8443',
  LAUNCH_KEY: 'c2VjcmV0',
  RUN_ID: 'run-1',
  EXPORT_FILE: '/tmp/k6.json',
};

describe("k6's environment", () => {
  it('is read into types', () => {
    expect(readEnvironment(complete)).toMatchObject({
      workload: { name: 'sessions' },
      sessions: 10_000,
      evidence: 'emulated',
      baseUrl: 'https://127.0.0.1:8443',
    });
  });

  it.each(Object.keys(complete))('is refused without %s', (name) => {
    expect(() => readEnvironment({ ...complete, [name]: undefined })).toThrow(`${name} must be set`);
    expect(() => readEnvironment({ ...complete, [name]: '' })).toThrow(`${name} must be set`);
  });

  it.each([
    ['WORKLOAD', 'stampede', 'WORKLOAD must be one of smoke, sessions, task-loss, got stampede'],
    ['SESSIONS', '-5', 'SESSIONS must be a whole number of at least 1, got -5'],
    ['EVIDENCE', 'guess', 'EVIDENCE must be emulated or aws, got guess'],
    ['BASE_URL', 'https://host/path', 'BASE_URL must be a URL without a path, got https://host/path'],
  ])('is refused with %s=%s', (name, value, message) => {
    expect(() => readEnvironment({ ...complete, [name]: value })).toThrow(message);
  });
});
