import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { type DeploymentContext, EncryptionKey, policyDocument } from '@edutechbr/foundation';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly context: DeploymentContext;
}

/**
 * Encrypted topic to which this account's alarms publish. Who is told is subscribed outside of the stack: a
 * subscription has to be confirmed by a person.
 */
export class AlarmTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { context }: AlarmTopicProps) {
    super(scope, id);
    const name = context.names.name('sns-topic', 'alarms');
    const key = new EncryptionKey(this, 'key', {
      context,
      purpose: 'alarms',
      description: `SNS topic ${name}`,
    });
    key.allowCloudWatchAlarms();

    const topic = new SnsTopic(this, 'topic', { name, kmsMasterKeyId: key.arn });
    this.arn = topic.arn;
    new SnsTopicPolicy(this, 'policy', {
      arn: topic.arn,
      policy: policyDocument(name, [
        {
          Sid: 'AlarmsPublish',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topic.arn,
          Condition: {
            StringEquals: { 'aws:SourceAccount': context.accountId },
            ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${context.region}:${context.accountId}:alarm:*` },
          },
        },
      ]),
    });
  }
}
