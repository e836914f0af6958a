import { readEnvironment } from './environment.ts';

const complete = {
  BASE_URLS: 'https://127.12.0.1:8443 https://127.12.1.1:8443',
  LAUNCH_KEY: 'c2VjcmV0',
  RUN_ID: 'run-1',
  SESSIONS: '10000',
  RAMP_SECONDS: '120',
  HOLD_SECONDS: '300',
  LEAVE_SECONDS: '0',
  EXPORT_FILE: '/tmp/k6.json',
};

describe("k6's environment", () => {
  it('is read into types', () => {
    expect(readEnvironment(complete)).toMatchObject({
      baseUrls: ['https://127.12.0.1:8443', 'https://127.12.1.1:8443'],
      sessions: 10_000,
      rampSeconds: 120,
      leaveSeconds: 0,
    });
  });

  it('knows when an exam starts, where the workload has one', () => {
    expect(readEnvironment(complete).exam).toBeUndefined();
    const { exam } = readEnvironment({ ...complete, EXAM_AFTER_SECONDS: '240', EXAM_OVER_SECONDS: '60' });
    expect(exam).toEqual({ afterSeconds: 240, overSeconds: 60 });
  });

  it.each(Object.keys(complete))('is refused without %s', (name) => {
    expect(() => readEnvironment({ ...complete, [name]: undefined })).toThrow(`${name} must be set`);
    expect(() => readEnvironment({ ...complete, [name]: '' })).toThrow(`${name} must be set`);
  });

  it.each(['-5', '1.5', 'many'])('is refused with SESSIONS=%s', (value) => {
    expect(() => readEnvironment({ ...complete, SESSIONS: value })).toThrow(
      `SESSIONS must be a whole number of at least 0, got ${value}`,
    );
  });
});
