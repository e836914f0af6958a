import { ExitError } from '@edutechbr/cli';
import type { Stage } from './stage.ts';
import type { TerraformState } from './terraform.ts';

/**
 * Refuses a stage whose network cannot become what it says. AWS changes neither the range of a VPC nor the zone or range of a
 * subnet: Terraform would have to delete subnets first, and AWS deletes none that tasks, nodes or a load balancer are in.
 *
 * @param state of the stack `network`
 * @throws ExitError that names the field, both values and the way out.
 */
export function refuseToMoveSubnets(
  { name, environmentSuffix, vpcCidrBlock, availabilityZones }: Stage,
  state: TerraformState,
): void {
  const [deployedRange] = attributesOf(state, 'aws_vpc', 'cidr_block');
  const deployedZones = [...new Set(attributesOf(state, 'aws_subnet', 'availability_zone'))].sort();
  const wayOut =
    `Take it back in apps/lms-infra/src/stages/${name}.ts; or deploy under another ENVIRONMENT_SUFFIX and with another range, ` +
    `let the DNS record lead there, and destroy ${name}-${environmentSuffix}`;
  if (deployedRange !== undefined && deployedRange !== vpcCidrBlock)
    throw new ExitError(
      'wrongUsage',
      `vpcCidrBlock must stay ${deployedRange} while the network is deployed, got ${vpcCidrBlock}. ${wayOut}`,
    );
  const lost = deployedZones.filter((zone) => !availabilityZones.includes(zone));
  if (lost.length > 0)
    throw new ExitError(
      'wrongUsage',
      `availabilityZones must keep ${lost.join(', ')} while the network is deployed (others may be added), ` +
        `got ${availabilityZones.join(', ')}. ${wayOut}`,
    );
}

function attributesOf({ resources }: TerraformState, type: string, attribute: string): string[] {
  return resources
    .filter((resource) => resource.mode === 'managed' && resource.type === type)
    .flatMap(({ instances }) => instances)
    .map(({ attributes }) => attributes[attribute])
    .filter((value) => typeof value === 'string');
}
