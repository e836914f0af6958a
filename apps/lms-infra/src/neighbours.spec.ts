import { loadStage } from './load-stage.ts';
import { refuseSameAddresses } from './neighbours.ts';

describe('the addresses of a deployment', () => {
  const stage = loadStage({ LMS_STAGE: 'preview', ENVIRONMENT_SUFFIX: 'pr-8' });
  const deploy = (name: string, cidrBlock: string) => () => refuseSameAddresses(stage, [{ name, cidrBlock }]);

  it('are refused when another deployment has some of them, with the way out', () => {
    expect(deploy('vpc-production-pr-7', '10.30.0.0/16')).toThrow(
      expect.objectContaining({
        exitCode: 4,
        message: expect.stringMatching(
          /^vpcCidrBlock 10\.30\.0\.0\/16 overlaps 10\.30\.0\.0\/16 of vpc-production-pr-7: .*stages\/preview\.ts/,
        ),
      }),
    );
  });

  it('are its own when it is deployed again, and beside networks with others', () => {
    expect(deploy('vpc-production-pr-8', '10.30.0.0/16')).not.toThrow();
    expect(deploy('vpc-production-main', '10.20.0.0/16')).not.toThrow();
  });
});
