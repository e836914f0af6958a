import { WorkspaceCopy } from './testing/workspace.ts';

jest.setTimeout(120_000);

describe('the cached synth of a stage', () => {
  const workspace = new WorkspaceCopy();
  afterAll(() => workspace.remove());

  /** Synthesizes the stage by Nx. @returns where the stacks came from, and what tells whose they are */
  const synth = (stage: string, suffix: string) => {
    const printed = workspace.nx(['run', 'lms-infra:synth'], {
      LMS_STAGE: stage,
      ENVIRONMENT_SUFFIX: suffix,
    });
    const network = workspace.read('apps/lms-infra/cdktf.out/stacks/network/cdk.tf.json');
    return {
      cached: printed.includes('[local cache]'),
      name: /vpc-production-[a-z]+/.exec(network)?.[0],
      stage: /"stage": "([a-z]+)"/.exec(network)?.[1],
    };
  };

  it('is served to the same stage and suffix only', () => {
    const production = { name: 'vpc-production-first', stage: 'production' };
    expect(synth('production', 'first')).toEqual({ ...production, cached: false });
    expect(synth('production', 'second')).toEqual({
      name: 'vpc-production-second',
      stage: 'production',
      cached: false,
    });
    expect(synth('local', 'first')).toEqual({
      name: 'vpc-production-first',
      stage: 'local',
      cached: false,
    });
    expect(synth('production', 'first')).toEqual({ ...production, cached: true });
  });
});
