import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { policyDocument, requireBetween, requireOneOf, type DeploymentContext } from '@edutechbr/foundation';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface AccessLogBucketProps {
  readonly context: DeploymentContext;
  /** Days after which a log is deleted, 1 to 3650. */
  readonly retentionDays: number;
}

/**
 * The accounts from which load balancers write their logs, for regions older than August 2022; newer ones use a service
 * principal (Elastic Load Balancing user guide, "Enable access logs for your Application Load Balancer").
 */
const loadBalancerAccounts: Readonly<Record<string, string>> = { 'sa-east-1': '507241528517' };

/** @throws ConfigurationError unless it is known from which account the region's load balancers write their logs. */
export function validateAccessLogRegion(region: string): void {
  requireOneOf('region', region, Object.keys(loadBalancerAccounts));
}

/**
 * Bucket for the load balancer's access logs: private, TLS only, emptied when destroyed. It is encrypted with SSE-S3,
 * because a load balancer cannot write to a bucket with a KMS key.
 */
export class AccessLogBucket extends Construct {
  readonly bucketName: string;
  /** What must be there before a load balancer may write: AWS tries the bucket when logging is switched on. */
  readonly writable: ITerraformDependable[];

  private readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    requireBetween('accessLogRetentionDays', props.retentionDays, 1, 3650);
    validateAccessLogRegion(props.context.region);

    // Bucket names are global: the account keeps two customers with the same suffix apart.
    this.bucketName = props.context.names.name('alb-logs', props.context.accountId);
    this.bucket = new S3Bucket(this, 'bucket', { bucket: this.bucketName, forceDestroy: true });
    const privacy = this.blockPublicAccess();
    const encryption = this.encrypt();
    this.expireLogs(props.retentionDays);
    this.writable = [this.admitLoadBalancers(props.context, privacy), encryption];
  }

  private blockPublicAccess(): S3BucketPublicAccessBlock {
    new S3BucketOwnershipControls(this, 'ownership', {
      bucket: this.bucket.id,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    return new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  private encrypt(): S3BucketServerSideEncryptionConfigurationA {
    return new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: this.bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
  }

  private expireLogs(days: number): void {
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: this.bucket.id,
      rule: [
        {
          id: 'expire-access-logs',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
    });
  }

  private admitLoadBalancers(
    { region, accountId }: DeploymentContext,
    privacy: S3BucketPublicAccessBlock,
  ): S3BucketPolicy {
    const { arn } = this.bucket;
    return new S3BucketPolicy(this, 'policy', {
      bucket: this.bucket.id,
      policy: policyDocument(this.bucketName, [
        {
          Sid: 'LoadBalancerWritesLogs',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${loadBalancerAccounts[region]}:root` },
          Action: 's3:PutObject',
          Resource: `${arn}/AWSLogs/${accountId}/*`,
        },
        {
          Sid: 'RefuseWithoutTls',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:*',
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
      // S3 refuses two changes of a bucket's access at the same time.
      dependsOn: [privacy],
    });
  }
}
