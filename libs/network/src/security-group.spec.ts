import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { SecurityGroup } from './security-group.ts';
import { context, resourcesOf } from '@edutechbr/foundation/testing';

function groupsIn(scope: Construct) {
  const group = (name: string) =>
    new SecurityGroup(scope, name, {
      context,
      network: { vpcId: 'vpc-1' },
      name,
      description: `For ${name}`,
    });
  return { redis: group('redis'), tasks: group('tasks') };
}

function synth(build: (groups: ReturnType<typeof groupsIn>) => void = () => undefined): string {
  return Testing.synthScope((scope) => build(groupsIn(scope)));
}

const idOf = (name: string) =>
  expect.stringMatching(new RegExp(`aws_security_group\\.${name}_group_\\w+\\.id`));

describe('SecurityGroup', () => {
  it('lets nothing through at first', () => {
    const synthesized = synth();
    expect(synthesized).toHaveResourceWithProperties(AwsSecurityGroup, {
      name: 'security-group-redis-production-test',
      description: 'For redis',
      vpc_id: 'vpc-1',
    });
    expect(resourcesOf(synthesized, AwsSecurityGroup)[0]).not.toHaveProperty('ingress');
    expect(resourcesOf(synthesized, AwsSecurityGroup)[0]).not.toHaveProperty('egress');
    expect(synthesized).not.toHaveResource(VpcSecurityGroupIngressRule);
    expect(synthesized).not.toHaveResource(VpcSecurityGroupEgressRule);
  });

  it('opens both ends of a way between groups, on one port', () => {
    const synthesized = synth(({ redis, tasks }) =>
      redis.allowFromSecurityGroup(tasks, 6379, 'Redis over TLS'),
    );
    const rule = { ip_protocol: 'tcp', from_port: 6379, to_port: 6379, description: 'Redis over TLS' };
    expect(resourcesOf(synthesized, VpcSecurityGroupIngressRule)).toEqual([
      { ...rule, security_group_id: idOf('redis'), referenced_security_group_id: idOf('tasks') },
    ]);
    expect(resourcesOf(synthesized, VpcSecurityGroupEgressRule)).toEqual([
      { ...rule, security_group_id: idOf('tasks'), referenced_security_group_id: idOf('redis') },
    ]);
  });

  it('lets the internet in on one port', () => {
    const synthesized = synth(({ tasks }) => tasks.allowFromAnywhere(443, 'HTTPS'));
    expect(synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
      security_group_id: idOf('tasks'),
      cidr_ipv4: '0.0.0.0/0',
      from_port: 443,
      to_port: 443,
    });
  });

  it('lets the group out to a range', () => {
    const synthesized = synth(({ tasks }) => tasks.allowToCidr('10.1.0.0/24', 5432, 'Database'));
    expect(resourcesOf(synthesized, VpcSecurityGroupEgressRule)).toEqual([
      expect.objectContaining({ cidr_ipv4: '10.1.0.0/24', from_port: 5432, to_port: 5432 }),
    ]);
    expect(synthesized).not.toHaveResource(VpcSecurityGroupIngressRule);
  });

  it('opens both ends of a way to a group that is not ours, so that no rule there outlives ours', () => {
    const synthesized = synth(({ tasks }) =>
      tasks.allowToSecurityGroup({ name: 'database', securityGroupId: 'sg-1' }, 5432, 'Database'),
    );
    expect(resourcesOf(synthesized, VpcSecurityGroupEgressRule)).toEqual([
      expect.objectContaining({ security_group_id: idOf('tasks'), referenced_security_group_id: 'sg-1' }),
    ]);
    expect(resourcesOf(synthesized, VpcSecurityGroupIngressRule)).toEqual([
      expect.objectContaining({ security_group_id: 'sg-1', referenced_security_group_id: idOf('tasks') }),
    ]);
  });

  it('puts the rules into the stack of the slice that opens the way', () => {
    const app = Testing.app();
    const { redis, tasks } = groupsIn(new TerraformStack(app, 'network'));
    const service = new TerraformStack(app, 'service');
    redis.allowFromSecurityGroup(tasks, 6379, 'Redis', new Construct(service, 'access'));
    const synthesized = Testing.synth(service);
    expect(resourcesOf(synthesized, VpcSecurityGroupIngressRule)).toHaveLength(1);
    expect(resourcesOf(synthesized, VpcSecurityGroupEgressRule)).toHaveLength(1);
  });

  it.each([1, 65535])('accepts port %i', (port) => {
    expect(() => synth(({ tasks }) => tasks.allowFromAnywhere(port, ''))).not.toThrow();
  });

  it.each([0, 65536])('refuses port %i', (port) => {
    expect(() => synth(({ tasks }) => tasks.allowFromAnywhere(port, ''))).toThrow(
      `port must be between 1 and 65535, got ${port}`,
    );
  });
});
