import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Testing } from 'cdktf';
import { EncryptionKey } from './encryption-key.ts';
import { context, statementsOf } from './testing/synthesized.ts';

function synth(use: (key: EncryptionKey) => void = () => undefined): string {
  return Testing.synthScope((scope) =>
    use(new EncryptionKey(scope, 'key', { context, purpose: 'logs', description: 'Encrypts logs' })),
  );
}

const account = {
  Sid: 'Account',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  Action: 'kms:*',
  Resource: '*',
};

describe('EncryptionKey', () => {
  it('rotates, and can be deleted as soon as AWS allows', () => {
    expect(synth()).toHaveResourceWithProperties(KmsKey, {
      description: 'Encrypts logs',
      enable_key_rotation: true,
      deletion_window_in_days: 7,
    });
  });

  it('has an alias with the suffix', () => {
    expect(synth()).toHaveResourceWithProperties(KmsAlias, {
      name: 'alias/kms-logs-production-test',
      target_key_id: expect.stringMatching(/^\$\{aws_kms_key\.key_\w+\.key_id\}$/),
    });
  });

  it('is used by the account only unless told otherwise', () => {
    expect(statementsOf(synth(), KmsKey)).toEqual([account]);
  });

  it('admits CloudWatch Logs for the named log groups', () => {
    const synthesized = synth((key) => key.allowLogGroups('tasks', 'insights'));
    expect(statementsOf(synthesized, KmsKey)).toEqual([
      account,
      expect.objectContaining({
        Principal: { Service: 'logs.sa-east-1.amazonaws.com' },
        Condition: {
          ArnEquals: {
            'kms:EncryptionContext:aws:logs:arn': [
              'arn:aws:logs:sa-east-1:123456789012:log-group:tasks',
              'arn:aws:logs:sa-east-1:123456789012:log-group:insights',
            ],
          },
        },
      }),
    ]);
  });

  it("admits the account's own alarms", () => {
    const synthesized = synth((key) => key.allowCloudWatchAlarms());
    expect(statementsOf(synthesized, KmsKey)).toEqual([
      account,
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Condition: {
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:sa-east-1:123456789012:alarm:*' },
          StringEquals: { 'aws:SourceAccount': '123456789012' },
        },
      }),
    ]);
  });
});
