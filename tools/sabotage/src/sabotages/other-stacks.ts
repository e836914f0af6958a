import { otherCertificateArn } from '@edutechbr/lms-infra';
import type { Sabotage } from '../sabotage.ts';

/** What is wrong outside of the service stack. */
export const otherSabotages: readonly Sabotage[] = [
  {
    id: 'listener-without-target',
    title: 'the listener pointing at no target',
    stack: 'edge',
    apply: (json) => {
      const empty = { ...json.resource('aws_lb_target_group'), name: 'tg-without-targets' };
      json.add('aws_lb_target_group', 'sabotage_empty', empty);
      json.resource('aws_lb_listener', '_https_')['default_action'] = [
        { type: 'forward', target_group_arn: '${aws_lb_target_group.sabotage_empty.arn}' },
      ];
    },
    goesRed: {
      by: 'load-test',
      exitCode: 99,
      says: /answers 503; .*tg-without-targets\S*, which has no target/,
    },
  },
  {
    id: 'certificate-of-another-host',
    title: 'a certificate that does not fit the name',
    stack: 'edge',
    apply: (json) => {
      json.resource('aws_lb_listener', '_https_')['certificate_arn'] = otherCertificateArn;
    },
    goesRed: { by: 'load-test', exitCode: 99, says: /does not match certificate's altnames/ },
  },
  {
    id: 'health-path',
    title: 'a wrong health path',
    stack: 'edge',
    restartsTasks: true,
    apply: (json) => {
      const target = json.resource('aws_lb_target_group');
      target['health_check'] = { ...Object(target['health_check']), path: '/no-such-path' };
    },
    goesRed: {
      by: 'deploy',
      exitCode: 4,
      says: /failed ELB health checks.*Health checks failed with these codes: \[404\]/,
    },
  },
  {
    id: 'redis-without-tls',
    title: 'Redis without TLS',
    stack: 'cache',
    apply: (json) => {
      const group = json.resource('aws_elasticache_replication_group');
      group['transit_encryption_enabled'] = false;
      delete group['transit_encryption_mode'];
    },
    goesRed: { by: 'deploy', exitCode: 4, says: /requires encryption-in-transit/ },
  },
  {
    id: 'redis-without-replicas',
    title: 'Redis with replica count 0',
    stack: 'cache',
    apply: (json) => {
      const group = json.resource('aws_elasticache_replication_group');
      group['num_cache_clusters'] = 1;
      // ElastiCache allows neither without a replica.
      group['automatic_failover_enabled'] = false;
      group['multi_az_enabled'] = false;
    },
    goesRed: {
      by: 'load-test',
      exitCode: 99,
      says: /redis\.replicas \(0 replicas in 1 zones, no automatic failover, no Multi-AZ\)/,
      fails: ['redis.replicas'],
    },
  },
  {
    id: 'no-ingress-to-redis',
    title: 'no ingress rule from tasks to Redis',
    stack: 'cache',
    restartsTasks: true,
    apply: (json) => json.remove('aws_vpc_security_group_ingress_rule', 'redis-from-tasks'),
    goesRed: {
      by: 'deploy',
      exitCode: 4,
      says: /no ingress rule of security-group-redis-\S+ admits TCP 6379.*Redis at \S+:6379 did not answer within 30 s/,
    },
  },
  {
    id: 'posix-user',
    title: 'a wrong POSIX user on the access point',
    stack: 'storage',
    passesValuesTo: 'service',
    apply: (json) => {
      json.resource('aws_efs_access_point')['posix_user'] = { uid: 2000, gid: 2000 };
    },
    goesRed: { by: 'deploy', exitCode: 4, says: /course content at \S+ cannot be used: EACCES/ },
  },
  {
    id: 'no-route-to-the-database',
    title: "tasks without a route to the database's VPC",
    stack: 'network',
    restartsTasks: true,
    apply: (json) => json.remove('aws_route', 'database-peering_route-from-sa-east-1'),
    goesRed: {
      by: 'deploy',
      exitCode: 4,
      says: /route-table-private-\S+ has no route to 10\.1\.0\.0\/16.*the database at \S+:15432 did not answer within 30 s/,
    },
  },
  {
    id: 'no-nat-no-endpoints',
    title: 'NAT and endpoints missing',
    stack: 'network',
    restartsTasks: true,
    apply: (json) => {
      json.remove('aws_nat_gateway');
      json.remove('aws_route', 'route-to-nat');
      json.remove('aws_vpc_endpoint');
    },
    goesRed: {
      by: 'deploy',
      exitCode: 4,
      says: /ResourceInitializationError: .* connection issue between the task and Amazon ECR.* has no route to 0\.0\.0\.0\/0/,
    },
  },
];
