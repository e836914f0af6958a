import { loadStage } from './load-stage.ts';
import { findSameAddresses } from './neighbours.ts';

describe('the addresses of a deployment', () => {
  const stage = loadStage({ LMS_STAGE: 'preview', ENVIRONMENT_SUFFIX: 'pr-8' });
  const find = (name: string, cidrBlock: string) => findSameAddresses(stage, [{ name, cidrBlock }]);

  it('are refused when another deployment has some of them, with the way out', () => {
    expect(find('vpc-production-pr-7', '10.30.0.0/16')).toEqual([
      {
        problem: expect.stringMatching(
          /^vpcCidrBlock 10\.30\.0\.0\/16 overlaps 10\.30\.0\.0\/16 of vpc-production-pr-7: /,
        ),
        mend: expect.stringMatching(/^give preview-pr-8 another range in .*stages\/preview\.ts/),
      },
    ]);
  });

  it('are its own when it is deployed again, and beside networks with others', () => {
    expect(find('vpc-production-pr-8', '10.30.0.0/16')).toEqual([]);
    expect(find('vpc-production-main', '10.20.0.0/16')).toEqual([]);
  });
});
