import { createApp, loadStage, stackNames } from '@edutechbr/lms-infra/program';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sabotage } from '../sabotage.ts';
import { breakStack, stackFile } from '../synthesize.ts';
import { sabotages } from './index.ts';

type Json = Record<string, unknown>;

const stage = loadStage({ LMS_STAGE: 'local', ENVIRONMENT_SUFFIX: 'spec' });
const folder = mkdtempSync(join(tmpdir(), 'sabotage-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => createApp(stage, { outdir: join(folder, 'whole') }).synth());

function synthesized(sabotage?: Sabotage): Record<string, Json> {
  const outdir = join(folder, sabotage?.id ?? 'whole');
  if (sabotage) {
    cpSync(join(folder, 'whole'), outdir, { recursive: true });
    breakStack(outdir, sabotage);
  }
  return Object.fromEntries(
    stackNames.map((stack) => [stack, JSON.parse(readFileSync(stackFile(outdir, stack), 'utf8'))]),
  );
}

/** Where two JSON values differ: `resource.aws_lb.load-balancer_30A23327.name`, without the hash. */
function differences(left: unknown, right: unknown, path = ''): string[] {
  const [a, b] = [parsed(left), parsed(right)];
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (!isObject(a) || !isObject(b) || lengthOf(a) !== lengthOf(b)) return [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) =>
    differences(a[key], b[key], `${path}${path && '.'}${key.replace(/_[0-9A-F]{8}$/, '')}`),
  );
}

const lengthOf = (value: Json) => (Array.isArray(value) ? value.length : undefined);

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** JSON within JSON, such as a policy, is compared by its fields. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const container = 'resource.aws_ecs_task_definition.service_task_task-definition.container_definitions.0';

/** What each changes in its stack, and nothing else. */
const changes: Record<string, string[]> = {
  'secret-json-key': [`${container}.secrets.1.valueFrom`],
  'secret-missing': ['data.aws_secretsmanager_secret.service_task_database-secret.name'],
  'redis-port': [`${container}.environment.4.value`],
  'volume-missing': ['resource.aws_ecs_task_definition.service_task_task-definition.volume'],
  'container-exits': [`${container}.command`],
  memory: [`${container}.memory`],
  'cookie-not-shared': [`${container}.environment`],
  'no-elasticache-connect': ['resource.aws_iam_role_policy.service_task_task-role_policy.policy.Statement'],
  'no-get-secret-value': ['resource.aws_iam_role_policy.service_task_execution-role_policy.policy.Statement'],
  'no-put-log-events': [
    'resource.aws_iam_role_policy.service_task_execution-role_policy.policy.Statement.2.Action',
  ],
  'log-key': ['resource.aws_kms_key.service_key.policy.Statement'],
  'no-egress-to-the-database': [
    'resource.aws_ecs_service.service.depends_on',
    'resource.aws_vpc_security_group_egress_rule.service_access_tasks-to-database-15432',
  ],
  'no-ingress-to-the-database': [
    'resource.aws_ecs_service.service.depends_on',
    'resource.aws_vpc_security_group_ingress_rule.service_access_database-from-tasks-15432',
  ],
  'no-route-to-the-database': ['a', 'b', 'c'].map(
    (zone) => `resource.aws_route.database-peering_route-from-sa-east-1${zone}`,
  ),
  'log-group-missing': [
    `${container}.logConfiguration.options.awslogs-group`,
    'output.logGroupName.value',
    'resource.aws_cloudwatch_log_group.service_logs_tasks',
    'resource.aws_iam_role_policy.service_task_execution-role_policy.policy.Statement.2.Resource',
  ],
  'cpu-policy-missing': ['resource.aws_appautoscaling_policy.service_scaling_cpu'],
  'memory-policy-missing': ['resource.aws_appautoscaling_policy.service_scaling_memory'],
  cooldown: [
    'resource.aws_appautoscaling_policy.service_scaling_cpu.target_tracking_scaling_policy_configuration.scale_out_cooldown',
  ],
  'max-equals-min': ['resource.aws_appautoscaling_target.service_scaling_target.max_capacity'],
  'listener-without-target': [
    'resource.aws_lb_listener.load-balancer_https.default_action.0.target_group_arn',
    'resource.aws_lb_target_group.sabotage_empty',
  ],
  'certificate-of-another-host': ['resource.aws_lb_listener.load-balancer_https.certificate_arn'],
  'health-path': ['resource.aws_lb_target_group.load-balancer_target-group.health_check.path'],
  'redis-without-tls': [
    'resource.aws_elasticache_replication_group.cache_replication-group.transit_encryption_enabled',
    'resource.aws_elasticache_replication_group.cache_replication-group.transit_encryption_mode',
  ],
  'redis-without-replicas': [
    'resource.aws_elasticache_replication_group.cache_replication-group.automatic_failover_enabled',
    'resource.aws_elasticache_replication_group.cache_replication-group.multi_az_enabled',
    'resource.aws_elasticache_replication_group.cache_replication-group.num_cache_clusters',
  ],
  'no-ingress-to-redis': ['resource.aws_vpc_security_group_ingress_rule'],
  'posix-user': [
    'resource.aws_efs_access_point.content_access-point.posix_user.gid',
    'resource.aws_efs_access_point.content_access-point.posix_user.uid',
  ],
  'no-nat-no-endpoints': [
    'resource.aws_nat_gateway',
    'resource.aws_route.network_private_route-to-nat-a',
    'resource.aws_route.network_private_route-to-nat-b',
    'resource.aws_route.network_private_route-to-nat-c',
    'resource.aws_vpc_endpoint',
  ],
  'task-killed': [],
};

describe('a sabotage', () => {
  it.each(sabotages)('$id: changes what its title says, and only in its stack', (sabotage) => {
    const [whole, broken] = [synthesized(), synthesized(sabotage)];
    for (const stack of stackNames)
      expect({ stack, differs: differences(whole[stack], broken[stack]).sort() }).toEqual({
        stack,
        differs: stack === sabotage.stack ? changes[sabotage.id]?.toSorted() : [],
      });
  });

  it('is there for each that the issue names', () => {
    expect(sabotages.map(({ id }) => id).sort()).toEqual(Object.keys(changes).sort());
    expect(new Set(sabotages.map(({ title }) => title)).size).toBe(sabotages.length);
  });

  it('leaves no reference to what it has taken away', () => {
    for (const sabotage of sabotages) {
      const { resource, ...others } = synthesized(sabotage)[sabotage.stack] ?? {};
      const text = JSON.stringify({ resource, ...others });
      const known = Object.entries(resource as Record<string, Json>).flatMap(([type, named]) =>
        Object.keys(named).map((id) => `${type}.${id}`),
      );
      const referred = [...text.matchAll(/\$\{(aws_\w+\.[\w-]+)/g)].map(([, address = '']) => address);
      expect({ id: sabotage.id, lost: referred.filter((address) => !known.includes(address)) }).toEqual({
        id: sabotage.id,
        lost: [],
      });
    }
  });
});
