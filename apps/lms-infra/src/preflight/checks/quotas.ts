import { DescribeAddressesCommand, EC2Client, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { awsSettings } from '../../aws.ts';
import { isNameOf } from '../../inventory/deployment-name.ts';
import { tagsByKey } from '../../inventory/tags.ts';
import type { Stage } from '../../stage.ts';
import type { Check, Finding } from '../check.ts';

/** Codes as the AWS General Reference has them, "Amazon ECS endpoints and quotas" and "Amazon VPC endpoints and quotas". */
interface Quota {
  readonly ServiceCode: string;
  readonly QuotaCode: string;
}

const notLocal = 'this machine has no quotas';

/** A deployment starts the new tasks before it stops the old ones. */
export const fargate: Check = {
  name: 'quota of Fargate vCPU',
  notLocal,
  find: (stage) => {
    const { task, scaling } = stage;
    const needed = (2 * scaling.maxTasks * task.cpu) / 1024;
    const what = `vCPU for twice the most tasks (scaling.maxTasks ${scaling.maxTasks} of ${task.cpu / 1024} vCPU)`;
    return compare(stage, { ServiceCode: 'fargate', QuotaCode: 'L-3032A538' }, needed, what);
  },
};

export const addresses: Check = {
  name: 'quota of Elastic IPs',
  notLocal,
  find: async (stage) => {
    const { Addresses = [] } = await new EC2Client(awsSettings(stage)).send(new DescribeAddressesCommand({}));
    const others = Addresses.filter(({ Tags }) => !isOwn(stage, Tags)).length;
    const own = stage.natGateways === 'single' ? 1 : stage.availabilityZones.length;
    const what = `Elastic IPs, ${others} of others and ${own} for NAT gateways`;
    return compare(stage, { ServiceCode: 'ec2', QuotaCode: 'L-0263D0A3' }, others + own, what);
  },
};

export const vpcs: Check = {
  name: 'quota of VPCs',
  notLocal,
  find: async (stage) => {
    let others = 0;
    for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: new EC2Client(awsSettings(stage)) }, {}))
      others += Vpcs.filter(({ Tags }) => !isOwn(stage, Tags)).length;
    return compare(
      stage,
      { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' },
      others + 1,
      `VPCs, ${others} of others`,
    );
  },
};

type Tags = Parameters<typeof tagsByKey>[0];

const isOwn = ({ environmentSuffix }: Stage, tags: Tags) =>
  isNameOf(environmentSuffix, tagsByKey(tags)['Name'] ?? '');

async function compare(stage: Stage, quota: Quota, needed: number, what: string): Promise<Finding[]> {
  const allowed = await valueOf(stage, quota);
  if (needed <= allowed) return [];
  const { ServiceCode, QuotaCode } = quota;
  const mend =
    `aws service-quotas request-service-quota-increase --region ${stage.region} --service-code ${ServiceCode} ` +
    `--quota-code ${QuotaCode} --desired-value ${Math.ceil(needed)}`;
  return [{ problem: `needed are ${needed} ${what}, allowed ${allowed} (${QuotaCode})`, mend }];
}

/** What AWS allows the account, which Service Quotas tells only where it is not the default. */
async function valueOf(stage: Stage, quota: Quota): Promise<number> {
  const client = new ServiceQuotasClient(awsSettings(stage));
  try {
    const { Quota: applied } = await client.send(new GetServiceQuotaCommand(quota));
    return applied?.Value ?? 0;
  } catch (error) {
    if (!(error instanceof NoSuchResourceException)) throw error;
    const { Quota: byDefault } = await client.send(new GetAWSDefaultServiceQuotaCommand(quota));
    return byDefault?.Value ?? 0;
  }
}
