import { EC2Client, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { ExitError } from '@edutechbr/cli';
import { Names, project } from '@edutechbr/foundation';
import { rangesOverlap } from '@edutechbr/network';
import { awsSettings } from './aws.ts';
import { describeResources, takeInventory } from './inventory/inventory.ts';
import { tagsByKey } from './inventory/tags.ts';
import type { Stage } from './stage.ts';

/** The network of a deployment of this project. */
export interface DeployedNetwork {
  readonly name: string;
  readonly cidrBlock: string;
}

/**
 * Refuses a deployment that would take what is another's in the same account and region.
 *
 * @throws ExitError 4 that names what carries its name and belongs to another stage, or whose network has its addresses.
 */
export async function refuseToTouchOthers(stage: Stage): Promise<void> {
  const { foreign } = await takeInventory(stage);
  if (foreign.length > 0)
    throw new ExitError(
      'deployFailed',
      `the suffix ${stage.environmentSuffix} is taken: ${describeResources(foreign)} carries its name, but the tags of ` +
        `another stage or project. Choose another ENVIRONMENT_SUFFIX`,
    );
  refuseSameAddresses(stage, await deployedNetworks(stage));
}

/** @throws ExitError 4 when the network of another deployment has some of the stage's addresses. */
export function refuseSameAddresses(stage: Stage, networks: readonly DeployedNetwork[]): void {
  const { name: stageName, environmentSuffix, vpcCidrBlock } = stage;
  const own = new Names({ environmentSuffix }).name('vpc');
  const other = networks.find(
    ({ name, cidrBlock }) => name !== own && rangesOverlap(cidrBlock, vpcCidrBlock),
  );
  if (other)
    throw new ExitError(
      'deployFailed',
      `vpcCidrBlock ${vpcCidrBlock} overlaps ${other.cidrBlock} of ${other.name}: only one of the two could be connected to ` +
        `the database's network. Give ${stageName}-${environmentSuffix} another range in ` +
        `apps/lms-infra/src/stages/${stageName}.ts, or destroy the other deployment`,
    );
}

async function deployedNetworks(stage: Stage): Promise<DeployedNetwork[]> {
  const networks: DeployedNetwork[] = [];
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: new EC2Client(awsSettings(stage)) }, {}))
    for (const { CidrBlock: cidrBlock, Tags } of Vpcs) {
      const tags = tagsByKey(Tags);
      if (cidrBlock !== undefined && tags['project'] === project)
        networks.push({ name: tags['Name'] ?? 'a VPC without a name', cidrBlock });
    }
  return networks;
}
