import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { DeploymentContext } from './deployment-context.ts';
import { policyDocument, type PolicyCondition, type PolicyStatement } from './policy-document.ts';

/** The shortest that AWS allows, so that a destroyed stack leaves nothing for longer than needed. */
const deletionWindowInDays = 7;

export interface EncryptionKeyProps {
  readonly context: DeploymentContext;
  /** Says what the key is for, in the alias `alias/kms-PURPOSE-production-SUFFIX`. */
  readonly purpose: string;
  readonly description: string;
}

export interface ServiceGrant {
  /** Distinguishes the statement in the key's policy: letters and digits. */
  readonly sid: string;
  /** For example `logs.sa-east-1.amazonaws.com`. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** The resources on whose behalf the service may use the key. */
  readonly condition: PolicyCondition;
}

/** A customer-managed KMS key with yearly rotation. The account's IAM policies decide who uses it, besides the services allowed here. */
export class EncryptionKey extends Construct {
  readonly arn: string;
  readonly keyId: string;

  private readonly context: DeploymentContext;
  private readonly statements: PolicyStatement[] = [];

  constructor(scope: Construct, id: string, { context, purpose, description }: EncryptionKeyProps) {
    super(scope, id);
    this.context = context;
    const name = context.names.name('kms', purpose);
    this.statements.push(accountStatement(context.accountId));

    const key = new KmsKey(this, 'key', {
      description,
      enableKeyRotation: true,
      deletionWindowInDays,
      policy: Lazy.stringValue({ produce: () => policyDocument(name, this.statements) }),
    });
    new KmsAlias(this, 'alias', { name: `alias/${name}`, targetKeyId: key.keyId });

    this.arn = key.arn;
    this.keyId = key.keyId;
  }

  /** Lets an AWS service use the key on behalf of the resources that the condition names. */
  allowService({ sid, principal, actions, condition }: ServiceGrant): void {
    this.statements.push({
      Sid: sid,
      Effect: 'Allow',
      Principal: { Service: principal },
      Action: actions,
      Resource: '*',
      Condition: condition,
    });
  }

  /** Lets CloudWatch Logs encrypt the log groups of these names, and no others. */
  allowLogGroups(...logGroupNames: string[]): void {
    const { region, accountId } = this.context;
    const arns = logGroupNames.map((name) => `arn:aws:logs:${region}:${accountId}:log-group:${name}`);
    this.allowService({
      sid: 'CloudWatchLogs',
      principal: `logs.${region}.amazonaws.com`,
      // Not kms:DescribeKey, as AWS's example has it: it knows no encryption context, so the condition never admits it.
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
      condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arns } },
    });
  }

  /** Lets the account's CloudWatch alarms publish to SNS topics under this key; without it they fail silently. */
  allowCloudWatchAlarms(): void {
    const { region, accountId } = this.context;
    this.allowService({
      sid: 'CloudWatchAlarms',
      principal: 'cloudwatch.amazonaws.com',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      condition: {
        ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${accountId}:alarm:*` },
        StringEquals: { 'aws:SourceAccount': accountId },
      },
    });
  }
}

/** Without it nobody, not even the account's administrators, could manage or delete the key. */
function accountStatement(accountId: string): PolicyStatement {
  return {
    Sid: 'Account',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}
