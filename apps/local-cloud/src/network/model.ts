/** What is deployed of the network, as far as it decides who reaches whom. */
export interface Network {
  readonly region: string;
  readonly securityGroups: readonly SecurityGroup[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly natGateways: readonly NatGateway[];
  readonly endpoints: readonly Endpoint[];
  /** Addresses of AWS services, by the service's name: `com.amazonaws.sa-east-1.s3`. */
  readonly prefixLists: readonly { readonly id: string; readonly name: string }[];
  readonly peerings: readonly Peering[];
  readonly servers: readonly Server[];
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

/** Admits TCP. */
export interface Rule {
  readonly ports: PortRange;
  /** IPv4 ranges that it admits. */
  readonly ranges: readonly string[];
  /** Security groups and prefix lists that it admits. */
  readonly ids: readonly string[];
}

export type PortRange = readonly [first: number, last: number];

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
  /** IPv4 range. */
  readonly range: string;
}

export interface RouteTable {
  readonly id: string;
  /** Its `Name` tag, else its id. */
  readonly name: string;
  readonly vpcId: string;
  /** Whether it serves the VPC's subnets that have none of their own. */
  readonly isMain: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
}

export interface Route {
  /** IPv4 range. */
  readonly range: string;
  /** `local` or an id such as `nat-…`, `igw-…`, `pcx-…`. */
  readonly target: string;
  /** False where the target is gone. */
  readonly isActive: boolean;
}

export interface NatGateway {
  readonly id: string;
  readonly subnetId: string;
  readonly isAvailable: boolean;
  /** Whether it leads to the internet, and not to other networks only. */
  readonly isPublic: boolean;
}

/** An available VPC endpoint. */
export interface Endpoint {
  /** For example `com.amazonaws.sa-east-1.ecr.api`. */
  readonly service: string;
  readonly type: 'Interface' | 'Gateway';
  readonly vpcId: string;
  /** Of an interface endpoint. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Whether the service's own name leads to it. */
  readonly hasPrivateDns: boolean;
  /** Of a gateway endpoint. */
  readonly routeTableIds: readonly string[];
}

/** Where something is attached to the network, and which groups guard it. */
export interface NetworkInterface {
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  /** @default false */
  readonly hasPublicAddress?: boolean;
}

/** A peering connection between two VPCs. */
export interface Peering {
  readonly id: string;
  readonly vpcIds: readonly string[];
  /** Accepted, and not deleted. */
  readonly isActive: boolean;
}

/** What listens at an address of its own: the database, a node of Redis, or the node that an endpoint of the group leads to now. */
export interface Server extends NetworkInterface {
  /** As messages name it. */
  readonly name: string;
  /** On this machine. */
  readonly address: string;
  readonly port: number;
}

export const subnetOf = ({ subnets }: Network, { subnetId }: NetworkInterface): Subnet | undefined =>
  subnets.find(({ id }) => id === subnetId);

export const groupsOf = (
  { securityGroups }: Network,
  { securityGroupIds }: NetworkInterface,
): SecurityGroup[] => securityGroups.filter(({ id }) => securityGroupIds.includes(id));
