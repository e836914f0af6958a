import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';
import type { DeploymentContext } from './deployment-context.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { policyDocument } from './policy-document.ts';

export interface AlarmTopicProps {
  readonly context: DeploymentContext;
  /** Whose alarms it takes, in its name `sns-topic-alarms-PURPOSE-production-SUFFIX`. */
  readonly purpose: string;
  readonly encryptionKey: EncryptionKey;
}

/**
 * An encrypted SNS topic to which the account's CloudWatch alarms publish, and nobody else. Who is told is subscribed
 * outside of the stacks: a person has to confirm a subscription.
 */
export class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { context, purpose, encryptionKey }: AlarmTopicProps) {
    super(scope, id);
    encryptionKey.allowCloudWatchAlarms();
    const name = context.names.name('sns-topic-alarms', purpose);
    const topic = new SnsTopic(this, 'topic', { name, kmsMasterKeyId: encryptionKey.arn });
    new SnsTopicPolicy(this, 'policy', { arn: topic.arn, policy: alarmsOnly(name, topic.arn, context) });
    this.arn = topic.arn;
  }
}

function alarmsOnly(id: string, topicArn: string, { region, accountId }: DeploymentContext): string {
  return policyDocument(id, [
    {
      Sid: 'CloudWatchAlarms',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: {
        ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${accountId}:alarm:*` },
        StringEquals: { 'aws:SourceAccount': accountId },
      },
    },
  ]);
}
