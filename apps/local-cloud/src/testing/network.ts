import type { Network, NetworkInterface, Route, Rule } from '../network/model.ts';

const tcp = (port: number, peer: string): Rule => ({
  ports: [port, port],
  ranges: peer.includes('/') ? [peer] : [],
  ids: peer.includes('/') ? [] : [peer],
});

const interfaceEndpoint = (service: string) => ({
  service: `com.amazonaws.sa-east-1.${service}`,
  type: 'Interface' as const,
  vpcId: 'vpc',
  subnetIds: ['private-a', 'private-b'],
  securityGroupIds: ['sg-endpoints'],
  hasPrivateDns: true,
  routeTableIds: [],
});

const group = (name: string, ingress: Rule[], egress: Rule[], vpcId = 'vpc') => ({
  id: `sg-${name}`,
  name,
  vpcId,
  ingress,
  egress,
});

const subnet = (id: string, zone: string, range: string, vpcId = 'vpc') => ({
  id,
  vpcId,
  availabilityZone: `sa-east-1${zone}`,
  range,
});

const route = (range: string, target: string) => ({ range, target, isActive: true });
const local = route('10.0.0.0/16', 'local');

const table = (name: string, subnetIds: string[], target: string, ...others: Route[]) => ({
  id: `rtb-${name}`,
  name,
  vpcId: 'vpc',
  isMain: false,
  subnetIds,
  routes: [local, route('0.0.0.0/0', target), ...others],
});

export const database: NetworkInterface = { subnetId: 'database', securityGroupIds: ['sg-database'] };

/** The network as the stage deploys it, with two zones and one NAT gateway, and the existing database's beside it. */
export const deployedNetwork: Network = {
  region: 'sa-east-1',
  securityGroups: [
    group('default', [], []),
    group('alb', [tcp(443, '0.0.0.0/0')], [tcp(8080, 'sg-tasks')]),
    group(
      'tasks',
      [tcp(8080, 'sg-alb')],
      [
        tcp(443, '0.0.0.0/0'),
        tcp(443, 'sg-endpoints'),
        tcp(6379, 'sg-redis'),
        tcp(2049, 'sg-efs'),
        tcp(15_432, 'sg-database'),
      ],
    ),
    group('endpoints', [tcp(443, 'sg-tasks')], []),
    group('redis', [tcp(6379, 'sg-tasks')], []),
    group('efs', [tcp(2049, 'sg-tasks')], []),
    group('database', [tcp(15_432, 'sg-tasks')], [], 'vpc-database'),
  ],
  subnets: [
    subnet('public-a', 'a', '10.0.0.0/20'),
    subnet('private-a', 'a', '10.0.128.0/20'),
    subnet('private-b', 'b', '10.0.144.0/20'),
    subnet('database', 'a', '10.1.0.0/24', 'vpc-database'),
  ],
  routeTables: [
    { id: 'rtb-main', name: 'main', vpcId: 'vpc', isMain: true, subnetIds: [], routes: [local] },
    table('public', ['public-a'], 'igw-1'),
    table('private', ['private-a', 'private-b'], 'nat-1', route('10.1.0.0/16', 'pcx-1')),
    {
      id: 'rtb-database',
      name: 'rtb-database',
      vpcId: 'vpc-database',
      isMain: false,
      subnetIds: ['database'],
      routes: [route('10.1.0.0/16', 'local'), route('10.0.0.0/16', 'pcx-1')],
    },
  ],
  natGateways: [{ id: 'nat-1', subnetId: 'public-a', isAvailable: true, isPublic: true }],
  endpoints: [
    ...['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'].map(interfaceEndpoint),
    {
      service: 'com.amazonaws.sa-east-1.s3',
      type: 'Gateway',
      vpcId: 'vpc',
      subnetIds: [],
      securityGroupIds: [],
      hasPrivateDns: false,
      routeTableIds: ['rtb-private'],
    },
  ],
  prefixLists: [{ id: 'pl-s3', name: 'com.amazonaws.sa-east-1.s3' }],
  peerings: [{ id: 'pcx-1', vpcIds: ['vpc', 'vpc-database'], isActive: true }],
  servers: [
    { name: 'the database', address: '127.13.0.1', port: 15_432, ...database },
    {
      name: 'Redis',
      address: '127.11.255.1',
      port: 6379,
      subnetId: 'private-b',
      securityGroupIds: ['sg-redis'],
    },
  ],
};

/** The network without a route of one table. */
export function withoutRoute(tableName: string, range: string): Network {
  return {
    ...deployedNetwork,
    routeTables: deployedNetwork.routeTables.map((each) =>
      each.name === tableName ? { ...each, routes: each.routes.filter((one) => one.range !== range) } : each,
    ),
  };
}

export const task: NetworkInterface = { subnetId: 'private-a', securityGroupIds: ['sg-tasks'] };

/** The network with other rules in one group: `TCP port: peer` each. */
export function withRules(
  name: string,
  rules: { readonly ingress?: readonly [number, string][]; readonly egress?: readonly [number, string][] },
): Network {
  const toRules = (all: readonly [number, string][]) => all.map(([port, peer]) => tcp(port, peer));
  return {
    ...deployedNetwork,
    securityGroups: deployedNetwork.securityGroups.map((each) =>
      each.name === name
        ? {
            ...each,
            ingress: rules.ingress ? toRules(rules.ingress) : each.ingress,
            egress: rules.egress ? toRules(rules.egress) : each.egress,
          }
        : each,
    ),
  };
}

/** The network without NAT gateway. */
export const withoutNat: Network = {
  ...deployedNetwork,
  routeTables: deployedNetwork.routeTables.map((each) => ({
    ...each,
    routes: each.routes.filter(({ target }) => target !== 'nat-1'),
  })),
  natGateways: [],
};
