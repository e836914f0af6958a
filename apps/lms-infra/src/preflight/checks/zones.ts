import {
  DescribeAvailabilityZonesCommand,
  DescribeVpcEndpointServicesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { awsSettings } from '../../aws.ts';
import { projectRoot } from '../../project-root.ts';
import { readSynthesized } from '../../synthesized-stack.ts';
import { onlyIf, type Check } from '../check.ts';

/** Whether the account may use the zones: the region gives each account its own. */
export const zones: Check = {
  name: 'zones',
  find: async (stage) => {
    const { availabilityZones, region } = stage;
    const { AvailabilityZones = [] } = await new EC2Client(awsSettings(stage)).send(
      new DescribeAvailabilityZonesCommand({}),
    );
    const available = AvailabilityZones.filter(({ State }) => State === 'available').map(
      ({ ZoneName = '' }) => ZoneName,
    );
    const missing = availabilityZones.filter((zone) => !available.includes(zone));
    return onlyIf(missing.length > 0, () => ({
      problem: `the account cannot use ${missing.join(', ')}; it has ${available.join(', ')}`,
      mend: `change availabilityZones of the stage; aws ec2 describe-availability-zones --region ${region}`,
    }));
  },
};

/** Whether the endpoints of the network can be in its zones. */
export const endpointServices: Check = {
  name: 'endpoint services',
  notLocal: 'its endpoints are in no zone',
  find: async (stage) => {
    const { resource } = await readSynthesized(projectRoot, 'network');
    const ServiceNames = Object.values(resource['aws_vpc_endpoint'] ?? {})
      .filter((endpoint) => endpoint['vpc_endpoint_type'] === 'Interface')
      .map((endpoint) => String(endpoint['service_name']));
    // Not by ServiceNames: AWS refuses the whole question when one of them does not exist.
    const { ServiceDetails = [] } = await new EC2Client(awsSettings(stage)).send(
      new DescribeVpcEndpointServicesCommand({ Filters: [{ Name: 'service-type', Values: ['Interface'] }] }),
    );
    return ServiceNames.flatMap((name) => {
      const offered = ServiceDetails.find(({ ServiceName }) => ServiceName === name)?.AvailabilityZones ?? [];
      const missing = stage.availabilityZones.filter((zone) => !offered.includes(zone));
      return onlyIf(missing.length > 0, () => ({
        problem: `${name} is not offered in ${missing.join(', ')}`,
        mend: `change availabilityZones of the stage to some of ${offered.join(', ') || 'another region'}`,
      }));
    });
  },
};
