import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Testing } from 'cdktf';
import { AlarmTopic } from './alarm-topic.ts';
import { EncryptionKey } from './encryption-key.ts';
import { context, statementsOf } from './testing/synthesized.ts';

describe('AlarmTopic', () => {
  const synthesized = Testing.synthScope((scope) => {
    const encryptionKey = new EncryptionKey(scope, 'key', {
      context,
      purpose: 'redis',
      description: 'Sessions',
    });
    new AlarmTopic(scope, 'topic', { context, purpose: 'redis', encryptionKey });
  });

  it('is encrypted with the key, which admits alarms', () => {
    expect(synthesized).toHaveResourceWithProperties(SnsTopic, {
      name: 'sns-topic-alarms-redis-production-test',
      kms_master_key_id: expect.stringContaining('aws_kms_key.'),
    });
    expect(statementsOf(synthesized, KmsKey)).toContainEqual(
      expect.objectContaining({ Principal: { Service: 'cloudwatch.amazonaws.com' } }),
    );
  });

  it("takes messages of the account's alarms only", () => {
    expect(statementsOf(synthesized, SnsTopicPolicy)).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:sa-east-1:123456789012:alarm:*' },
          StringEquals: { 'aws:SourceAccount': '123456789012' },
        },
      }),
    ]);
  });
});
