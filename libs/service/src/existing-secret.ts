import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import { requireMatch } from '@edutechbr/foundation';
import { Construct } from 'constructs';

/**
 * What people may call a secret (Secrets Manager API reference, CreateSecret), and what RDS calls those that it manages itself
 * (RDS user guide, "Password management with Amazon RDS and AWS Secrets Manager").
 */
export const secretNamePattern = /^(rds!)?[\w/+=.@-]{1,512}$/;
export const secretNameRule =
  'must be the name of a secret: 1 to 512 letters, digits and /_+=.@-, after rds! where RDS manages it';

export interface ExistingSecretProps {
  /** Name of a secret that exists in the stage's account and region. */
  readonly secretName: string;
  /**
   * ARN of the customer-managed key that the secret is encrypted with.
   *
   * @default - the secret is under the key `aws/secretsmanager`, which needs no permission of its own
   */
  readonly secretKmsKeyArn?: string;
}

interface NamedSecretProps extends ExistingSecretProps {
  /** The prop that it was given as, for messages. */
  readonly prop: 'database' | 'launchKey';
}

/**
 * A secret of Secrets Manager that was there before the stack and outlives it. Only its ARN is looked up; its value is
 * read by ECS when a task starts and never by Terraform, so it is in no state and no plan.
 */
export class ExistingSecret extends Construct {
  readonly arn: string;
  readonly kmsKeyArn?: string;

  private readonly prop: string;

  constructor(scope: Construct, id: string, { prop, secretName, secretKmsKeyArn }: NamedSecretProps) {
    super(scope, id);
    requireMatch(`${prop}.secretName`, secretName, secretNamePattern, secretNameRule);
    if (secretKmsKeyArn !== undefined) {
      const keyArn = /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;
      requireMatch(`${prop}.secretKmsKeyArn`, secretKmsKeyArn, keyArn, 'must be the ARN of a KMS key');
    }

    this.prop = prop;
    this.arn = new DataAwsSecretsmanagerSecret(this, 'secret', { name: secretName }).arn;
    this.kmsKeyArn = secretKmsKeyArn;
  }

  /** What a container's secret names as `valueFrom` to receive one key of the secret's JSON value. */
  valueFrom(jsonKey: string): string {
    requireMatch(`${this.prop}.jsonKey`, jsonKey, /^[^:]+$/, 'must be a key without a colon');
    // The two empty parts are version stage and version id: the current version.
    return `${this.arn}:${jsonKey}::`;
  }
}
