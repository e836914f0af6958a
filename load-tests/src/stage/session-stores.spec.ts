import { findWorkload } from '../k6/workloads/index.ts';
import { requireSessionStores } from './session-stores.ts';

const require = (name: string, environment: readonly (readonly [name: string, value: string])[]) => {
  const workload = findWorkload(name);
  if (!workload) throw new Error(`no workload ${name}`);
  requireSessionStores(
    { stage: 'preview', workload },
    {
      containerDefinitions: [
        { name: 'lms', environment: environment.map(([name, value]) => ({ name, value })) },
      ],
    },
  );
};

describe('the session stores of a stage', () => {
  it.each([
    ['Redis alone', [['SESSION_STORES', 'redis']]],
    ['an LMS that knows no others', []],
  ] as const)('are too few for a comparison with %s', (_what, environment) => {
    expect(() => require('session-stores', environment)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining(
          "set sessionStores: ['redis', 'postgresql'] in apps/lms-infra/src/stages/preview.ts",
        ),
      }),
    );
  });

  it('are enough for it where both are open', () => {
    expect(() => require('session-stores', [['SESSION_STORES', 'redis,postgresql']])).not.toThrow();
  });

  it('do not matter to other workloads', () => {
    expect(() => require('smoke', [])).not.toThrow();
  });
});
