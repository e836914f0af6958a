import { database, deployedNetwork, task, withoutNat, withoutRoute, withRules } from '../testing/network.ts';
import type { Network, NetworkInterface } from './model.ts';
import {
  refusalBetween,
  refusalFromInternet,
  refusalToInternet,
  refusalToService,
  type AwsService,
} from './reachability.ts';

const redis: NetworkInterface = { subnetId: 'private-b', securityGroupIds: ['sg-redis'] };
const loadBalancer: NetworkInterface = {
  subnetId: 'public-a',
  securityGroupIds: ['sg-alb'],
  hasPublicAddress: true,
};

describe('an interface reaches another one', () => {
  it.each([
    ['a task Redis', task, redis, 6379],
    ['the load balancer a task', loadBalancer, task, 8080],
  ])('%s, as it is deployed', (_who, from, to, port) => {
    expect(refusalBetween(deployedNetwork, from, to, port)).toBeUndefined();
  });

  it.each<[string, Network]>([
    ['a rule on the range of its subnet', withRules('redis', { ingress: [[6379, '10.0.128.0/20']] })],
    ['a rule on the range of the VPC', withRules('redis', { ingress: [[6379, '10.0.0.0/16']] })],
    ['egress on the range of the other subnet', withRules('tasks', { egress: [[6379, '10.0.144.0/20']] })],
  ])('by %s', (_rule, network) => {
    expect(refusalBetween(network, task, redis, 6379)).toBeUndefined();
  });

  it.each<[string, Network, string]>([
    [
      'no ingress rule',
      withRules('redis', { ingress: [] }),
      'no ingress rule of redis admits TCP 6379 from tasks',
    ],
    [
      'no egress rule',
      withRules('tasks', { egress: [] }),
      'no egress rule of tasks admits TCP 6379 to redis',
    ],
    [
      'ingress for another group',
      withRules('redis', { ingress: [[6379, 'sg-alb']] }),
      'no ingress rule of redis admits TCP 6379 from tasks',
    ],
    [
      'ingress for a part of its subnet',
      withRules('redis', { ingress: [[6379, '10.0.128.0/21']] }),
      'no ingress rule of redis admits TCP 6379 from tasks',
    ],
    [
      'egress to another port',
      withRules('tasks', { egress: [[6380, 'sg-redis']] }),
      'no egress rule of tasks admits TCP 6379 to redis',
    ],
  ])('not with %s', (_rule, network, refusal) => {
    expect(refusalBetween(network, task, redis, 6379)).toBe(refusal);
  });

  it('only from the side that a rule is for: answers need none, calls do', () => {
    expect(refusalBetween(deployedNetwork, redis, task, 6379)).toBe(
      'no egress rule of redis admits TCP 6379 to tasks',
    );
  });

  it('not in a VPC that nothing leads to', () => {
    const apart = { id: 'other', vpcId: 'vpc-2', availabilityZone: 'sa-east-1a', range: '10.2.0.0/24' };
    const network = { ...deployedNetwork, subnets: [...deployedNetwork.subnets, apart] };
    expect(refusalBetween(network, task, { ...redis, subnetId: 'other' }, 6379)).toBe(
      'private has no route to 10.2.0.0/24, which is in vpc-2',
    );
  });

  it('not without a security group', () => {
    const unguarded = { ...redis, securityGroupIds: [] };
    expect(refusalBetween(deployedNetwork, task, unguarded, 6379)).toBe(
      'no egress rule of tasks admits TCP 6379 to 10.0.144.0/20',
    );
  });
});

describe('the database in its own VPC', () => {
  const withPeering = (change: object): Network => ({
    ...deployedNetwork,
    peerings: deployedNetwork.peerings.map((each) => ({ ...each, ...change })),
  });
  const refusal = (network: Network) => refusalBetween(network, task, database, 15_432);

  it('is reached by a peering that both sides have routes through, and rules that name groups across it', () => {
    expect(refusal(deployedNetwork)).toBeUndefined();
  });

  it.each<[string, Network, string]>([
    [
      'a route there',
      withoutRoute('private', '10.1.0.0/16'),
      'private has no route to 10.1.0.0/24, which is in vpc-database',
    ],
    [
      'a route back',
      withoutRoute('rtb-database', '10.0.0.0/16'),
      'rtb-database has no route to 10.0.128.0/20, which is in vpc',
    ],
    [
      'a peering',
      { ...deployedNetwork, peerings: [] },
      'private has no route to 10.1.0.0/24, which is in vpc-database',
    ],
    [
      'a peering that leads there',
      withPeering({ vpcIds: ['vpc', 'vpc-2'] }),
      'private has no route to 10.1.0.0/24, which is in vpc-database',
    ],
    [
      'a peering that is accepted',
      withPeering({ isActive: false }),
      'the route of private to 10.1.0.0/16 leads to pcx-1, which is not active',
    ],
    [
      'an egress rule',
      withRules('tasks', { egress: [] }),
      'no egress rule of tasks admits TCP 15432 to database',
    ],
    [
      'an ingress rule',
      withRules('database', { ingress: [] }),
      'no ingress rule of database admits TCP 15432 from tasks',
    ],
  ])('does not answer without %s', (_what, network, why) => {
    expect(refusal(network)).toBe(why);
  });
});

describe('an interface reaches the internet', () => {
  const withNat = (change: object): Network => ({
    ...deployedNetwork,
    natGateways: deployedNetwork.natGateways.map((gateway) => ({ ...gateway, ...change })),
  });
  const withRoute = (change: object): Network => ({
    ...deployedNetwork,
    routeTables: deployedNetwork.routeTables.map((table) => ({
      ...table,
      routes: table.routes.map((route) => (route.target === 'nat-1' ? { ...route, ...change } : route)),
    })),
  });
  const route = 'the route of private to 0.0.0.0/0 leads to';

  it('through a NAT gateway of a public subnet', () => {
    expect(refusalToInternet(deployedNetwork, task, 443)).toBeUndefined();
  });

  it.each<[string, Network, NetworkInterface, string]>([
    [
      'a rule',
      deployedNetwork,
      { ...task, securityGroupIds: ['sg-redis'] },
      'no egress rule of redis admits TCP 443 to 0.0.0.0/0',
    ],
    ['a route', withoutNat, task, 'private has no route to 0.0.0.0/0'],
    [
      'a gateway that is available',
      withNat({ isAvailable: false }),
      task,
      `${route} nat-1, which is not available`,
    ],
    ['a public gateway', withNat({ isPublic: false }), task, `${route} nat-1, which is a private one`],
    [
      'a gateway in a public subnet',
      withNat({ subnetId: 'private-b' }),
      task,
      `${route} nat-1, whose own subnet has no route to an internet gateway`,
    ],
    ['a target that is there', withRoute({ isActive: false }), task, `${route} nat-1, which is gone`],
    [
      'a public address behind an internet gateway',
      withRoute({ target: 'igw-1' }),
      task,
      `${route} igw-1, which nothing passes without a public address`,
    ],
    [
      'a target that is known here',
      withRoute({ target: 'tgw-1' }),
      task,
      `${route} tgw-1, which the local stage does not follow`,
    ],
    [
      'a table of its own, by the main one',
      {
        ...deployedNetwork,
        routeTables: deployedNetwork.routeTables.filter(({ name }) => name !== 'private'),
      },
      task,
      'main has no route to 0.0.0.0/0',
    ],
  ])('not without %s', (_what, network, from, refusal) => {
    expect(refusalToInternet(network, from, 443)).toBe(refusal);
  });

  it('through an internet gateway with a public address', () => {
    const at = { ...task, subnetId: 'public-a', hasPublicAddress: true };
    expect(refusalToInternet(deployedNetwork, at, 443)).toBeUndefined();
  });
});

describe('an AWS service is reached', () => {
  const services: AwsService[] = ['ecr.api', 'ecr.dkr', 's3', 'secretsmanager', 'logs'];
  const withoutEndpoints = { ...deployedNetwork, endpoints: [] };
  const withEndpoints = (change: object): Network => ({
    ...withoutNat,
    endpoints: deployedNetwork.endpoints.map((each) => ({ ...each, ...change })),
  });

  it.each(services)('%s by its endpoint, without NAT', (service) => {
    expect(refusalToService(withoutNat, task, service)).toBeUndefined();
  });

  it.each(services)('%s through NAT, without endpoints', (service) => {
    expect(refusalToService(withoutEndpoints, task, service)).toBeUndefined();
  });

  it.each(services)('%s not with neither', (service) => {
    expect(refusalToService({ ...withoutNat, endpoints: [] }, task, service)).toBe(
      `com.amazonaws.sa-east-1.${service} has no endpoint here, and private has no route to 0.0.0.0/0`,
    );
  });

  it('not by an endpoint that does not admit it, whatever NAT would do', () => {
    expect(refusalToService(withRules('endpoints', { ingress: [] }), task, 'logs')).toBe(
      'no ingress rule of endpoints admits TCP 443 from tasks',
    );
  });

  it('not by an endpoint without private DNS: its name leads to the internet', () => {
    expect(refusalToService(withEndpoints({ hasPrivateDns: false }), task, 'logs')).toMatch(
      /has no endpoint/,
    );
  });

  it('not by an endpoint of another VPC', () => {
    expect(refusalToService(withEndpoints({ vpcId: 'vpc-2' }), task, 'logs')).toMatch(/has no endpoint/);
  });

  it('S3 not by a gateway endpoint that is not in the route table', () => {
    expect(refusalToService(withEndpoints({ routeTableIds: ['rtb-public'] }), task, 's3')).toMatch(
      /has no endpoint/,
    );
  });

  it('S3 by a rule on its prefix list', () => {
    expect(refusalToService(withRules('tasks', { egress: [[443, 'pl-s3']] }), task, 's3')).toBeUndefined();
    expect(refusalToService(withRules('tasks', { egress: [] }), task, 's3')).toBe(
      'no egress rule of tasks admits TCP 443 to 0.0.0.0/0',
    );
  });
});

describe('students reach the load balancer', () => {
  it('at the port that its group admits', () => {
    expect(refusalFromInternet(deployedNetwork, loadBalancer, 443)).toBeUndefined();
  });

  it.each<[string, Network, NetworkInterface, string]>([
    [
      'a rule',
      withRules('alb', { ingress: [[443, '10.0.0.0/16']] }),
      loadBalancer,
      'no ingress rule of alb admits TCP 443 from 0.0.0.0/0',
    ],
    [
      'a public subnet',
      deployedNetwork,
      { ...loadBalancer, subnetId: 'private-a' },
      'private-a has no route to an internet gateway',
    ],
    [
      'a public address',
      deployedNetwork,
      { ...loadBalancer, hasPublicAddress: false },
      'it has no public address in public-a',
    ],
  ])('not without %s', (_what, network, at, refusal) => {
    expect(refusalFromInternet(network, at, 443)).toBe(refusal);
  });
});
