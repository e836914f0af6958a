import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { awsSettings } from '../../aws.ts';
import type { Check } from '../check.ts';

/**
 * GuardDuty puts an endpoint and a security group of its own into each network with Fargate tasks that it watches (its user
 * guide, "How Runtime Monitoring works with Fargate (Amazon ECS only)"). No Terraform knows them, and a destroy of the network
 * waits for them in vain.
 */
export const guardDuty: Check = {
  name: 'GuardDuty',
  notLocal: 'nobody watches it',
  find: async (stage) => {
    const client = new GuardDutyClient(awsSettings(stage));
    const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
    if (DetectorId === undefined) return [];
    const { Features = [] } = await client.send(new GetDetectorCommand({ DetectorId }));
    const monitoring = Features.find(({ Name }) => Name === 'RUNTIME_MONITORING');
    const agent = monitoring?.AdditionalConfiguration?.find(
      ({ Name }) => Name === 'ECS_FARGATE_AGENT_MANAGEMENT',
    );
    if (monitoring?.Status !== 'ENABLED' || agent?.Status !== 'ENABLED') return [];
    return [
      {
        problem:
          'GuardDuty adds an endpoint, a security group and a container in each task, which a destroy does not know',
        mend:
          'before a destroy of the network: aws ec2 delete-vpc-endpoints with what this prints: aws ec2 describe-vpc-endpoints ' +
          `--region ${stage.region} --filters Name=tag:GuardDutyManaged,Values=true --query 'VpcEndpoints[].VpcEndpointId'`,
        advice: true,
      },
    ];
  },
};
