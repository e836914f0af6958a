import { EC2Client, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { Names, project } from '@edutechbr/foundation';
import { rangesOverlap } from '@edutechbr/network';
import { awsSettings } from './aws.ts';
import { tagsByKey } from './inventory/tags.ts';
import type { Finding } from './preflight/check.ts';
import type { Stage } from './stage.ts';

/** The network of a deployment of this project. */
export interface DeployedNetwork {
  readonly name: string;
  readonly cidrBlock: string;
}

/** Whether the network of another deployment has some of the stage's addresses. */
export function findSameAddresses(stage: Stage, networks: readonly DeployedNetwork[]): Finding[] {
  const { name: stageName, environmentSuffix, vpcCidrBlock } = stage;
  const own = new Names({ environmentSuffix }).name('vpc');
  const other = networks.find(
    ({ name, cidrBlock }) => name !== own && rangesOverlap(cidrBlock, vpcCidrBlock),
  );
  if (!other) return [];
  return [
    {
      problem:
        `vpcCidrBlock ${vpcCidrBlock} overlaps ${other.cidrBlock} of ${other.name}: only one of the two could be connected to ` +
        `the database's network`,
      mend:
        `give ${stageName}-${environmentSuffix} another range in apps/lms-infra/src/stages/${stageName}.ts, or destroy the ` +
        'other deployment',
    },
  ];
}

export async function deployedNetworks(stage: Stage): Promise<DeployedNetwork[]> {
  const networks: DeployedNetwork[] = [];
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: new EC2Client(awsSettings(stage)) }, {}))
    for (const { CidrBlock: cidrBlock, Tags } of Vpcs) {
      const tags = tagsByKey(Tags);
      if (cidrBlock !== undefined && tags['project'] === project)
        networks.push({ name: tags['Name'] ?? 'a VPC without a name', cidrBlock });
    }
  return networks;
}
