import { terraformProgress } from './terraform-progress.ts';

describe("what is shown of Terraform's output", () => {
  it('is what was done, by the path that the code gives it', () => {
    expect(
      terraformProgress(
        'network  aws_vpc.network_vpc_4E8F (network/vpc): Creation complete after 10s [id=vpc-a5b7]',
      ),
    ).toBe('network/vpc (aws_vpc): Creation complete after 10s');
  });

  it('is what is being waited for, and for how long', () => {
    expect(terraformProgress('aws_lb.lb_30A2 (load-balancer/lb): Still creating... [20s elapsed]')).toBe(
      'load-balancer/lb (aws_lb): Still creating... [20s elapsed]',
    );
  });

  it('leaves ids out', () => {
    expect(
      terraformProgress(
        'aws_lb.lb_30A2 (load-balancer/lb): Still destroying... [id=arn:aws:x/y, 20s elapsed]',
      ),
    ).toBe('load-balancer/lb (aws_lb): Still destroying... [20s elapsed]');
  });

  it('is nothing that took no time', () => {
    expect(
      terraformProgress('aws_eip.eip_1 (network/eip): Creation complete after 0s [id=eip-1]'),
    ).toBeUndefined();
  });

  it('is an error, and the sum of a stack', () => {
    expect(terraformProgress('storage  Error: creating EFS file system: denied')).toBe(
      'Error: creating EFS file system: denied',
    );
    expect(terraformProgress('  Apply complete! Resources: 10 added, 0 changed, 0 destroyed.')).toMatch(
      /^Apply complete/,
    );
  });

  it('is no plan', () => {
    expect(terraformProgress('  # aws_vpc.network_vpc_4E8F (network/vpc) will be created')).toBeUndefined();
    expect(terraformProgress('  + resource "aws_vpc" "network_vpc_4E8F" {')).toBeUndefined();
    expect(terraformProgress('aws_vpc.network_vpc_4E8F (network/vpc): Creating...')).toBeUndefined();
  });
});
