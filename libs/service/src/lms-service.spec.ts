import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { environmentSuffixMaxLength, Names } from '@edutechbr/foundation';
import { context, resourcesOf, statementsOf } from '@edutechbr/foundation/testing';
import type { ExistingDatabase } from './index.ts';
import { minimal, synthesize } from './testing/synthesize.ts';

const synthesized = synthesize();

const reachableDatabase = (cidrBlocks: readonly string[]) => ({
  ...minimal.database,
  network: { type: 'reachable' as const, cidrBlocks },
});

describe('the names', () => {
  it('fit with the longest suffix', () => {
    const names = new Names({ environmentSuffix: 'x'.repeat(environmentSuffixMaxLength) });
    const longest = { context: { ...context, names } };
    const named = synthesize({ service: longest, loadBalancer: longest });
    const lengths = (type: { tfResourceType: string }, attribute: string) =>
      resourcesOf(named, type).map((resource) => String(resource[attribute]).length);
    // Limits of the API references of Elastic Load Balancing, S3 and IAM; all others are above 100.
    expect(Math.max(...lengths(Lb, 'name'), ...lengths(LbTargetGroup, 'name'))).toBeLessThanOrEqual(32);
    expect(Math.max(...lengths(S3Bucket, 'bucket'))).toBeLessThanOrEqual(63);
    expect(Math.max(...lengths(IamRole, 'name'))).toBeLessThanOrEqual(64);
  });
});

describe('the cluster', () => {
  it('has Container Insights of tasks and containers', () => {
    expect(synthesized).toHaveResourceWithProperties(EcsCluster, {
      name: 'ecs-cluster-production-test',
      setting: [{ name: 'containerInsights', value: 'enhanced' }],
    });
  });
});

describe('the service', () => {
  it('runs on Fargate in the private subnets, behind the load balancer', () => {
    expect(synthesized).toHaveResourceWithProperties(EcsService, {
      name: 'ecs-service-production-test',
      launch_type: 'FARGATE',
      network_configuration: {
        assign_public_ip: false,
        subnets: ['a', 'b', 'c'].map((zone) => expect.stringContaining(`private_subnet-${zone}`)),
        security_groups: [expect.stringContaining('tasks')],
      },
      load_balancer: [expect.objectContaining({ container_name: 'lms', container_port: 8080 })],
      availability_zone_rebalancing: 'ENABLED',
      propagate_tags: 'SERVICE',
      enable_execute_command: false,
    });
  });

  it('starts with the fewest tasks and leaves their number to scaling', () => {
    expect(synthesized).toHaveResourceWithProperties(EcsService, {
      desired_count: 2,
      lifecycle: expect.objectContaining({ ignore_changes: ['desired_count'] }),
    });
  });

  it('takes back a deployment that fails, and says so', () => {
    expect(synthesized).toHaveResourceWithProperties(EcsService, {
      wait_for_steady_state: true,
      deployment_circuit_breaker: { enable: true, rollback: true },
      alarms: expect.objectContaining({ enable: true, rollback: true }),
      lifecycle: expect.objectContaining({
        postcondition: [
          expect.objectContaining({
            condition: expect.stringMatching(
              /^\$\{self\.task_definition == aws_ecs_task_definition\.\w+.*\.arn\}$/,
            ),
          }),
        ],
      }),
    });
  });

  it('is deployed after, and destroyed before, what its tasks cannot do without', () => {
    const [service] = resourcesOf(synthesized, EcsService);
    expect(service?.['depends_on']).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\..*execution-role/),
      expect.stringMatching(/^aws_iam_role_policy\..*task-role/),
      expect.stringMatching(/^aws_vpc_security_group_ingress_rule\..*tasks-from-alb/),
      expect.stringMatching(/^aws_vpc_security_group_egress_rule\..*alb-to-tasks/),
      expect.stringMatching(/^aws_vpc_security_group_ingress_rule\..*database-from-tasks/),
      expect.stringMatching(/^aws_vpc_security_group_egress_rule\..*tasks-to-database/),
    ]);
    expect(JSON.stringify(service?.['load_balancer'])).toContain('aws_lb_listener.load-balancer_https');
  });
});

describe('the ways in and out', () => {
  it('lead from the load balancer to the tasks', () => {
    const way = { ip_protocol: 'tcp', from_port: 8080, to_port: 8080 };
    expect(synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
      ...way,
      security_group_id: expect.stringContaining('tasks'),
      referenced_security_group_id: expect.stringContaining('alb'),
    });
    expect(synthesized).toHaveResourceWithProperties(VpcSecurityGroupEgressRule, {
      ...way,
      security_group_id: expect.stringContaining('alb'),
      referenced_security_group_id: expect.stringContaining('tasks'),
    });
  });

  it("lead from the tasks to the peered database's group, and into it by a rule that goes with the service", () => {
    const way = { from_port: 5432, to_port: 5432 };
    expect(synthesized).toHaveResourceWithProperties(VpcSecurityGroupEgressRule, {
      ...way,
      security_group_id: expect.stringContaining('tasks'),
      referenced_security_group_id: 'sg-0123456789abcdef0',
    });
    expect(synthesized).toHaveResourceWithProperties(VpcSecurityGroupIngressRule, {
      ...way,
      security_group_id: 'sg-0123456789abcdef0',
      referenced_security_group_id: expect.stringContaining('tasks'),
    });
  });

  it('lead from the tasks to the ranges of a database that is reachable already, and open nothing there', () => {
    const cidrBlocks = ['10.1.0.0/24', '10.1.1.0/24'];
    const reachable = synthesize({ service: { database: reachableDatabase(cidrBlocks) } });
    const rules = resourcesOf(reachable, VpcSecurityGroupEgressRule);
    expect(rules.map((rule) => rule['cidr_ipv4']).filter(Boolean)).toEqual(cidrBlocks);
    expect(resourcesOf(reachable, VpcSecurityGroupIngressRule)).toHaveLength(1);
  });

  it.each<[string, Partial<ExistingDatabase>]>([
    ['database.port must be between 1 and 65535, got 0', { port: 0 }],
    ['database.port must be between 1 and 65535, got 65536', { port: 65536 }],
    ['database.network.cidrBlocks must name at least one range', reachableDatabase([])],
    [
      'database.network.cidrBlocks[0] must not be all addresses, got "0.0.0.0/0"',
      reachableDatabase(['0.0.0.0/0']),
    ],
    [
      'database.network.cidrBlocks[1] must start at its own network address, got "10.1.0.7/24"',
      reachableDatabase(['10.1.0.0/24', '10.1.0.7/24']),
    ],
    [
      'database.network.cidrBlocks[1] must differ from database.network.cidrBlocks[0], got "10.1.0.0/24"',
      reachableDatabase(['10.1.0.0/24', '10.1.0.0/24']),
    ],
    [
      'database.network.cidrBlocks[0] must not overlap vpcCidrBlock 10.0.0.0/16, got "10.0.9.0/24"',
      reachableDatabase(['10.0.9.0/24']),
    ],
  ])('are refused: %s', (message, change) => {
    expect(() => synthesize({ service: { database: { ...minimal.database, ...change } } })).toThrow(message);
  });
});

describe('the logs', () => {
  it.each([
    'log-group-lms-production-test',
    '/aws/ecs/containerinsights/ecs-cluster-production-test/performance',
  ])('in %s are encrypted and expire', (name) => {
    expect(synthesized).toHaveResourceWithProperties(CloudwatchLogGroup, {
      name,
      retention_in_days: 90,
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./),
    });
    expect(JSON.stringify(statementsOf(synthesized, KmsKey))).toContain(`log-group:${name}`);
  });

  it('of Container Insights are there before the cluster, which would make their group without key and end', () => {
    expect(synthesized).toHaveResourceWithProperties(EcsCluster, {
      depends_on: [expect.stringMatching(/^aws_cloudwatch_log_group\..*container-insights/)],
    });
  });

  it('expire when they are told to', () => {
    expect(synthesize({ service: { logRetentionDays: 3653 } })).toHaveResourceWithProperties(
      CloudwatchLogGroup,
      {
        retention_in_days: 3653,
      },
    );
    // Untyped, as from a file.
    const logRetentionDays = JSON.parse('2');
    expect(() => synthesize({ service: { logRetentionDays } })).toThrow(
      /^logRetentionDays must be one of 1, 3, 5, .*, got 2$/,
    );
  });
});

describe('the alarms', () => {
  const alarms = resourcesOf(synthesized, CloudwatchMetricAlarm);

  it('are told, and told to be over, to an encrypted topic that CloudWatch may publish to', () => {
    const topic = [expect.stringMatching(/^\$\{aws_sns_topic\./)];
    for (const alarm of alarms) expect(alarm).toMatchObject({ alarm_actions: topic, ok_actions: topic });
    expect(synthesized).toHaveResourceWithProperties(SnsTopic, {
      kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.lms_key/),
    });
    for (const type of [KmsKey, SnsTopicPolicy]) {
      expect(statementsOf(synthesized, type)).toContainEqual(
        expect.objectContaining({ Principal: { Service: 'cloudwatch.amazonaws.com' } }),
      );
    }
  });

  it('watch errors, latency and capacity', () => {
    expect(
      alarms.map((alarm) => String(alarm['alarm_name']).replace(/^alarm-|-production-test$/g, '')),
    ).toEqual(
      expect.arrayContaining([
        'target-5xx',
        'load-balancer-5xx',
        'unhealthy-tasks',
        'latency',
        'session-latency',
        'cpu',
        'memory',
        'tasks-at-maximum',
        'tasks-below-minimum',
      ]),
    );
  });

  it('know how many tasks there should be', () => {
    expect(synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      alarm_name: 'alarm-tasks-at-maximum-production-test',
      threshold: 6,
      comparison_operator: 'GreaterThanOrEqualToThreshold',
    });
    expect(synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      alarm_name: 'alarm-tasks-below-minimum-production-test',
      threshold: 2,
      comparison_operator: 'LessThanThreshold',
    });
  });
});

describe('the dashboard', () => {
  it('shows requests, capacity and what the service depends on, on a grid of three columns', () => {
    const [dashboard] = resourcesOf(synthesized, CloudwatchDashboard);
    const { widgets } = JSON.parse(String(dashboard?.['dashboard_body']));
    expect(widgets).toHaveLength(9);
    expect(widgets.map(({ x, y }: { x: number; y: number }) => `${x},${y}`)).toEqual([
      '0,0',
      '8,0',
      '16,0',
      '0,6',
      '8,6',
      '16,6',
      '0,12',
      '8,12',
      '16,12',
    ]);
    expect(JSON.stringify(widgets)).toContain('["AWS/EFS","DataReadIOBytes","FileSystemId","fs-1"');
  });
});
