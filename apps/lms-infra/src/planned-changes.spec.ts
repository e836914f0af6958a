import { describeChanges, plannedChanges } from './planned-changes.ts';

const plan = (resource_changes: readonly object[], output_changes = {}) =>
  JSON.stringify({ format_version: '1.2', resource_changes, output_changes });

const change = (address: string, actions: string[], rest: object = {}) => ({
  address,
  change: { actions, before: null, after: null, ...rest },
});

describe('what a plan would change', () => {
  it('is nothing when every resource and output stays as it is', () => {
    const same = { before: { port: 6379 }, after: { port: 6379 } };
    const json = plan([change('aws_elasticache_replication_group.sessions', ['no-op'], same)], {
      vpcId: { actions: ['no-op'] },
    });
    expect(plannedChanges(json)).toEqual([]);
  });

  it('is said by the address and the attributes that differ, so that nobody has to search the plan for them', () => {
    const update = {
      before: { port: 6379, tags: { stage: 'local' }, arn: 'arn:1' },
      // An ARN that is known after the apply is not in the plan.
      after: { port: 6379, tags: { stage: 'preview' } },
    };
    expect(describeChanges(plannedChanges(plan([change('aws_vpc.network', ['update'], update)])))).toBe(
      'aws_vpc.network: update of tags, arn',
    );
  });

  it('is said by what forces a replacement, not by all that a replacement computes anew', () => {
    const replace = {
      before: { kms_key_id: null, arn: 'arn:1' },
      after: { kms_key_id: 'key' },
      replace_paths: [['kms_key_id']],
    };
    const json = plan([change('aws_elasticache_replication_group.sessions', ['delete', 'create'], replace)]);
    expect(describeChanges(plannedChanges(json))).toBe(
      'aws_elasticache_replication_group.sessions: replace of kms_key_id',
    );
  });

  it('includes outputs, which other stacks take', () => {
    const json = plan([change('aws_vpc.network', ['create'], { after: { cidr_block: '10.0.0.0/16' } })], {
      vpcId: { actions: ['create'] },
    });
    expect(describeChanges(plannedChanges(json))).toBe('aws_vpc.network: create; output.vpcId: create');
  });

  it('is cut where a stack was never deployed: Terraform shows all of it', () => {
    const subnets = Array.from({ length: 12 }, (_, index) => change(`aws_subnet.s${index}`, ['create']));
    expect(describeChanges(plannedChanges(plan(subnets)))).toMatch(/aws_subnet\.s9: create and 2 more$/);
  });
});
