import { DescribeInstanceTypeOfferingsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeReservedCacheNodesOfferingsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { awsSettings } from '../../aws.ts';
import type { Check } from '../check.ts';

/**
 * Whether Redis can have its nodes. ElastiCache tells which it sells in a region, and of zones nothing: there the instances of
 * EC2 that its nodes are named after stand in for them.
 */
export const nodeType: Check = {
  name: 'node type',
  notLocal: 'its Redis is a process',
  find: async (stage) => {
    const { region, availabilityZones, cache } = stage;
    const instanceType = cache.nodeType.replace(/^cache\./, '');
    const [{ ReservedCacheNodesOfferings = [] }, { InstanceTypeOfferings = [] }] = await Promise.all([
      new ElastiCacheClient(awsSettings(stage)).send(
        new DescribeReservedCacheNodesOfferingsCommand({ CacheNodeType: cache.nodeType, MaxRecords: 20 }),
      ),
      new EC2Client(awsSettings(stage)).send(
        new DescribeInstanceTypeOfferingsCommand({
          LocationType: 'availability-zone',
          Filters: [{ Name: 'instance-type', Values: [instanceType] }],
        }),
      ),
    ]);
    const mend =
      `change cache.nodeType of the stage; aws elasticache describe-reserved-cache-nodes-offerings --region ${region} ` +
      "--query 'ReservedCacheNodesOfferings[].CacheNodeType'";
    if (ReservedCacheNodesOfferings.length === 0)
      return [{ problem: `ElastiCache offers no ${cache.nodeType} in ${region}`, mend }];
    const offered = InstanceTypeOfferings.map(({ Location }) => Location);
    const missing = availabilityZones.filter((zone) => !offered.includes(zone));
    if (missing.length === 0) return [];
    return [
      {
        problem: `EC2 has no ${instanceType} in ${missing.join(', ')}, so ElastiCache may have no node`,
        mend,
        advice: true,
      },
    ];
  },
};
