import { loadStage } from './load-stage.ts';
import { stages } from './stages/index.ts';
import { Synthesized } from './testing/synthesized.ts';

/** Types that are part of another resource, with neither tags nor a name of their own. */
const parts = [
  'aws_efs_backup_policy',
  'aws_efs_file_system_policy',
  'aws_efs_mount_target',
  'aws_route',
  'aws_route_table_association',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_sns_topic_policy',
];

/** Types that cannot hold tags. */
const untaggable = [
  ...parts,
  'aws_appautoscaling_policy',
  'aws_appautoscaling_scheduled_action',
  'aws_cloudwatch_dashboard',
  'aws_iam_role_policy',
  'aws_kms_alias',
];

/** Types without a name of their own, neither as an attribute nor by custom as the tag `Name`. */
const nameless = [
  ...parts,
  'aws_appautoscaling_target',
  'aws_kms_key',
  'aws_lb_listener',
  'aws_vpc_security_group_egress_rule',
  'aws_vpc_security_group_ingress_rule',
];

describe.each(Object.keys(stages))('stage %s', (name) => {
  const stage = loadStage({ LMS_STAGE: name });
  const lms = new Synthesized(stage);
  const container = () => JSON.parse(String(lms.only('aws_ecs_task_definition')['container_definitions']))[0];

  it('R1: runs on Fargate in a cluster with Container Insights', () => {
    expect(lms.only('aws_ecs_cluster')).toMatchObject({
      setting: [{ name: 'containerInsights', value: expect.stringMatching(/^(enabled|enhanced)$/) }],
    });
    expect(lms.only('aws_ecs_service')).toMatchObject({ launch_type: 'FARGATE' });
    expect(lms.only('aws_ecs_task_definition')).toMatchObject({ requires_compatibilities: ['FARGATE'] });
  });

  it("R2: gives tasks the stage's size and puts them into private subnets with a way out", () => {
    expect(lms.only('aws_ecs_task_definition')).toMatchObject({
      cpu: String(stage.task.cpu),
      memory: String(stage.task.memoryMiB),
      runtime_platform: { cpu_architecture: stage.cpuArchitecture },
    });
    const { network_configuration } = lms.only('aws_ecs_service');
    expect(network_configuration).toMatchObject({ assign_public_ip: false });
    expect(JSON.stringify(network_configuration)).toContain('subnet-a');
    expect(JSON.stringify(network_configuration)).not.toContain('public_subnet');
    const defaultRoutes = lms.all('aws_route').filter((route) => route['nat_gateway_id'] !== undefined);
    expect(defaultRoutes).toHaveLength(stage.availabilityZones.length);
    expect(lms.all('aws_nat_gateway')).toHaveLength(
      stage.natGateways === 'single' ? 1 : stage.availabilityZones.length,
    );
  });

  it('R3: scales on CPU and on memory, and before exams', () => {
    expect(lms.only('aws_appautoscaling_target')).toMatchObject({
      min_capacity: stage.scaling.minTasks,
      max_capacity: stage.scaling.maxTasks,
    });
    const tracked = lms
      .all('aws_appautoscaling_policy')
      .filter((policy) => policy['policy_type'] === 'TargetTrackingScaling')
      .map((policy) => policy['target_tracking_scaling_policy_configuration']);
    expect(tracked).toEqual([
      expect.objectContaining({
        target_value: stage.scaling.targetCpuPercent,
        predefined_metric_specification: { predefined_metric_type: 'ECSServiceAverageCPUUtilization' },
      }),
      expect.objectContaining({
        target_value: stage.scaling.targetMemoryPercent,
        predefined_metric_specification: { predefined_metric_type: 'ECSServiceAverageMemoryUtilization' },
      }),
    ]);
    expect(lms.all('aws_appautoscaling_scheduled_action')).toHaveLength(2 * stage.examWindows.length);
    expect(lms.only('aws_ecs_service')).toMatchObject({
      lifecycle: { ignore_changes: expect.arrayContaining(['desired_count']) },
    });
  });

  it('R3: multiplies the tasks ten seconds after all are full', () => {
    expect(lms.all('aws_appautoscaling_policy')).toContainEqual(
      expect.objectContaining({ policy_type: 'StepScaling' }),
    );
    expect(lms.all('aws_cloudwatch_metric_alarm')).toContainEqual(
      expect.objectContaining({
        metric_name: 'Saturation',
        period: 10,
        alarm_actions: expect.arrayContaining([expect.stringContaining('burst_policy')]),
      }),
    );
  });

  it('R4: keeps logs encrypted and for a limited time', () => {
    for (const group of lms.all('aws_cloudwatch_log_group'))
      expect(group).toMatchObject({
        retention_in_days: stage.logRetentionDays,
        kms_key_id: expect.stringContaining('aws_kms_key.'),
      });
    expect(container().logConfiguration).toMatchObject({
      logDriver: 'awslogs',
      options: { 'awslogs-group': expect.stringContaining('aws_cloudwatch_log_group.') },
    });
  });

  it('R5: encrypts Redis at rest with a key and in transit with TLS', () => {
    expect(lms.only('aws_elasticache_replication_group')).toMatchObject({
      at_rest_encryption_enabled: 'true',
      kms_key_id: expect.stringContaining('aws_kms_key.'),
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
      user_group_ids: [expect.stringContaining('aws_elasticache_user_group.')],
    });
  });

  it('R6: keeps Redis in several zones with automatic failover', () => {
    expect(lms.only('aws_elasticache_replication_group')).toMatchObject({
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      num_cache_clusters: stage.cache.replicas + 1,
    });
  });

  it('R7: mounts encrypted EFS over TLS through an access point', () => {
    expect(lms.only('aws_efs_file_system')).toMatchObject({
      encrypted: true,
      kms_key_id: expect.stringContaining('aws_kms_key.'),
      performance_mode: 'generalPurpose',
      throughput_mode: 'elastic',
    });
    expect(lms.all('aws_efs_mount_target')).toHaveLength(stage.availabilityZones.length);
    const [volume] = lms.only('aws_ecs_task_definition')['volume'] as Record<string, unknown>[];
    expect(volume).toMatchObject({
      efs_volume_configuration: {
        transit_encryption: 'ENABLED',
        authorization_config: { iam: 'ENABLED', access_point_id: expect.stringContaining('access_point') },
      },
    });
    expect(container().mountPoints).toEqual([
      { sourceVolume: volume?.['name'], containerPath: '/mnt/course-content', readOnly: false },
    ]);
  });

  it('R8: looks the database secret up and injects it by JSON key', () => {
    expect(lms.resources().filter(({ type }) => type.startsWith('aws_secretsmanager'))).toEqual([]);
    const looked = Object.values(lms.stacks.service.data?.['aws_secretsmanager_secret'] ?? {});
    expect(looked.map((secret) => secret['name'])).toContain(stage.database.secretName);
    const secrets: { name: string; valueFrom: string }[] = container().secrets;
    expect(secrets.map((secret) => secret.name)).toEqual(
      expect.arrayContaining(['DATABASE_USER', 'DATABASE_PASSWORD', 'LAUNCH_KEY']),
    );
    for (const { valueFrom } of secrets)
      expect(valueFrom).toMatch(/^\$\{data\.aws_secretsmanager_secret\.[\w-]+\.arn\}:\w+::$/);
    const plain: { name: string }[] = container().environment;
    expect(
      plain.filter(({ name }) => /PASSWORD|SECRET|TOKEN|_USER$/.test(name)).map(({ name }) => name),
    ).toEqual(['REDIS_USER']);
    expect(JSON.stringify(lms.stacks)).not.toContain('aws_secretsmanager_secret_version');
  });

  it('R9: has public and private subnets in each zone, Redis and EFS in the private ones', () => {
    const subnets = lms.all('aws_subnet').map((subnet) => JSON.stringify(subnet['tags']));
    for (const kind of ['subnet-public', 'subnet-private'])
      expect(subnets.filter((tags) => tags.includes(kind))).toHaveLength(stage.availabilityZones.length);
    const placed = [...lms.all('aws_elasticache_subnet_group'), ...lms.all('aws_efs_mount_target')];
    for (const { subnet_ids, subnet_id } of placed)
      expect(JSON.stringify(subnet_ids ?? subnet_id)).not.toContain('public');
  });

  it('R10: opens exact ports between groups, and only the load balancer to everyone', () => {
    const ingress = lms.resources('aws_vpc_security_group_ingress_rule');
    const egress = lms.resources('aws_vpc_security_group_egress_rule');
    for (const { attributes } of [...ingress, ...egress]) {
      expect(attributes).toMatchObject({ ip_protocol: 'tcp', from_port: attributes['to_port'] });
    }
    const open = ingress.filter(({ attributes }) => attributes['referenced_security_group_id'] === undefined);
    for (const { attributes } of open) expect(String(attributes['security_group_id'])).toContain('alb');
    expect(open.map(({ attributes }) => attributes['from_port']).sort()).toEqual([443, 80]);
    for (const group of [...lms.all('aws_security_group'), ...lms.all('aws_default_security_group')]) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
  });

  it("R10: lets tasks reach Redis, EFS, the endpoints, HTTPS and the database's port, and nothing else", () => {
    const fromTasks = lms
      .all('aws_vpc_security_group_egress_rule')
      .filter((rule) => String(rule['security_group_id']).includes('security-group-tasks'));
    const ports = fromTasks.map((rule) => Number(rule['from_port'])).sort((one, other) => one - other);
    const https = stage.interfaceEndpoints === false ? [443] : [443, 443];
    expect(ports).toEqual(
      [...https, 2049, stage.cache.port, stage.database.port].sort((one, other) => one - other),
    );
  });

  it("R9: leads to the database's VPC by a peering with routes on both sides, and goes with a destroy", () => {
    const { network } = stage.database;
    if (network.type !== 'peering') throw new Error('the given stages are peered');
    expect(lms.only('aws_vpc_peering_connection')).toMatchObject({ peer_vpc_id: network.vpcId });
    const routes = lms.all('aws_route').filter((route) => route['vpc_peering_connection_id'] !== undefined);
    const leadingTo = (range: string) =>
      routes
        .filter((route) => route['destination_cidr_block'] === range)
        .map((route) => route['route_table_id']);
    expect(leadingTo(network.cidrBlock)).toHaveLength(stage.availabilityZones.length);
    expect(leadingTo(stage.vpcCidrBlock)).toEqual(network.routeTableIds);
  });

  it('R10: lets tasks, and nobody else, into the group of the database, on its port', () => {
    const { port, network } = stage.database;
    if (network.type !== 'peering') throw new Error('the given stages are peered');
    const { securityGroupId } = network;
    const tasks = expect.stringContaining('security-group-tasks');
    const way = { from_port: port, to_port: port };
    const rulesOf = (direction: string) => lms.all(`aws_vpc_security_group_${direction}_rule`);
    expect(
      rulesOf('egress').filter((rule) => rule['referenced_security_group_id'] === securityGroupId),
    ).toEqual([expect.objectContaining({ ...way, security_group_id: tasks })]);
    expect(rulesOf('ingress').filter((rule) => rule['security_group_id'] === securityGroupId)).toEqual([
      expect.objectContaining({ ...way, referenced_security_group_id: tasks }),
    ]);
  });

  it('R11: rotates a key for every store and log', () => {
    for (const key of lms.all('aws_kms_key')) expect(key).toMatchObject({ enable_key_rotation: true });
    expect(lms.all('aws_kms_alias')).toHaveLength(lms.all('aws_kms_key').length);
    for (const topic of lms.all('aws_sns_topic'))
      expect(topic['kms_master_key_id']).toEqual(expect.stringContaining('aws_kms_key.'));
    for (const bucket of lms.all('aws_s3_bucket_server_side_encryption_configuration'))
      expect(JSON.stringify(bucket['rule'])).toContain('AES256');
  });

  it('R12: separates roles and names exact actions and resources', () => {
    const { execution_role_arn, task_role_arn } = lms.only('aws_ecs_task_definition');
    expect(execution_role_arn).not.toEqual(task_role_arn);
    const statements = lms.statements('aws_iam_role_policy');
    expect(JSON.stringify(statements.map(({ Action }) => Action))).not.toContain('*');
    const wide = statements.filter(({ Resource }) => [Resource].flat().some((resource) => resource === '*'));
    const lookingForTargets = [
      'tag:GetResources',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
      'ec2:DescribeNetworkAcls',
      'ec2:DescribeManagedPrefixLists',
    ];
    expect(new Set(wide.flatMap(({ Action }) => Action))).toEqual(
      new Set(['ecr:GetAuthorizationToken', ...(stage.faultExperiments ? lookingForTargets : [])]),
    );
    for (const { Condition } of lms.statements('aws_iam_role', 'assume_role_policy'))
      expect(Condition).toBeDefined();
  });

  it('R13: carries the suffix in every name, each used once', () => {
    const names = lms.names();
    const ending = new RegExp(`-production-${stage.environmentSuffix}($|/)`);
    expect(names.filter(({ value }) => !ending.test(value))).toEqual([]);

    const keys = names.map(({ type, value }) => `${type} ${value}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);

    const named = names.map(({ type }) => type);
    const unnamed = lms.resources().filter(({ type }) => !named.includes(type) && !nameless.includes(type));
    expect(unnamed.map(({ address }) => address)).toEqual([]);
  });

  it('R14: tags whatever can hold tags', () => {
    for (const { type, attributes, address } of lms.resources()) {
      const tagged = { address, tags: attributes['tags'] };
      if (untaggable.includes(type)) expect(tagged).toEqual({ address });
      else
        expect(tagged).toMatchObject({
          address,
          tags: { environment: 'production', project: 'edutechbr-lms', stage: name },
        });
    }
    expect(lms.only('aws_ecs_service')).toMatchObject({ propagate_tags: 'SERVICE' });
  });

  it('R15: protects nothing from being destroyed', () => {
    const json = JSON.stringify(lms.stacks);
    expect(json).not.toMatch(/"prevent_destroy":true|"skip_destroy":true|final_snapshot_identifier/);
    for (const balancer of lms.all('aws_lb'))
      expect(balancer).toMatchObject({ enable_deletion_protection: false });
    for (const bucket of lms.all('aws_s3_bucket')) expect(bucket).toMatchObject({ force_destroy: true });
    for (const key of lms.all('aws_kms_key')) expect(key).toMatchObject({ deletion_window_in_days: 7 });
  });
});
