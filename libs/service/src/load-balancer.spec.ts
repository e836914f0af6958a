import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { context, resourcesOf, statementsOf } from '@edutechbr/foundation/testing';
import type { LoadBalancerProps } from './index.ts';
import { certificateArn, synthesize } from './testing/synthesize.ts';

const withLoadBalancer = (loadBalancer: Partial<LoadBalancerProps>) => synthesize({ loadBalancer });

describe('the load balancer', () => {
  const synthesized = synthesize();

  it('is public, drops malformed headers and can be destroyed', () => {
    expect(synthesized).toHaveResourceWithProperties(Lb, {
      name: 'alb-production-test',
      load_balancer_type: 'application',
      internal: false,
      drop_invalid_header_fields: true,
      enable_deletion_protection: false,
    });
  });

  it('forwards HTTPS with the certificate that exists', () => {
    expect(synthesized).toHaveResourceWithProperties(LbListener, {
      port: 443,
      protocol: 'HTTPS',
      certificate_arn: certificateArn,
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      default_action: [expect.objectContaining({ type: 'forward' })],
    });
  });

  it('redirects HTTP', () => {
    expect(synthesized).toHaveResourceWithProperties(LbListener, {
      port: 80,
      protocol: 'HTTP',
      default_action: [
        { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', status_code: 'HTTP_301' } },
      ],
    });
  });

  it('asks tasks whether they are alive, and nothing that an outage of Redis could fail', () => {
    expect(synthesized).toHaveResourceWithProperties(LbTargetGroup, {
      name: 'tg-production-test',
      target_type: 'ip',
      protocol: 'HTTP',
      port: 8080,
      deregistration_delay: '30',
      slow_start: 30,
      health_check: {
        path: '/livez',
        protocol: 'HTTP',
        matcher: '200',
        interval: 10,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      },
    });
  });

  it('takes its settings from its props', () => {
    const changed = withLoadBalancer({
      healthCheckPath: '/healthz',
      healthCheckIntervalSeconds: 300,
      healthCheckTimeoutSeconds: 120,
      healthyThreshold: 10,
      unhealthyThreshold: 10,
      deregistrationDelaySeconds: 3600,
      slowStartSeconds: 0,
      accessLogRetentionDays: 3650,
    });
    expect(changed).toHaveResourceWithProperties(LbTargetGroup, {
      deregistration_delay: '3600',
      slow_start: 0,
      health_check: expect.objectContaining({
        path: '/healthz',
        interval: 300,
        timeout: 120,
        healthy_threshold: 10,
        unhealthy_threshold: 10,
      }),
    });
    expect(changed).toHaveResourceWithProperties(S3BucketLifecycleConfiguration, {
      rule: [expect.objectContaining({ expiration: [{ days: 3650 }] })],
    });
  });

  it.each<[string, Partial<LoadBalancerProps>]>([
    ['certificateArn must be the ARN of an ACM certificate, got "cert"', { certificateArn: 'cert' }],
    ['healthCheckPath must be a path of at most 1024 characters, got "livez"', { healthCheckPath: 'livez' }],
    ['healthCheckIntervalSeconds must be between 5 and 300, got 4', { healthCheckIntervalSeconds: 4 }],
    ['healthCheckIntervalSeconds must be between 5 and 300, got 301', { healthCheckIntervalSeconds: 301 }],
    ['healthCheckTimeoutSeconds must be between 2 and 120, got 1', { healthCheckTimeoutSeconds: 1 }],
    [
      'healthCheckTimeoutSeconds must be between 2 and 120, got 121',
      { healthCheckIntervalSeconds: 300, healthCheckTimeoutSeconds: 121 },
    ],
    [
      'healthCheckTimeoutSeconds must be less than healthCheckIntervalSeconds (10), got 10',
      { healthCheckTimeoutSeconds: 10 },
    ],
    ['healthyThreshold must be between 2 and 10, got 1', { healthyThreshold: 1 }],
    ['healthyThreshold must be between 2 and 10, got 11', { healthyThreshold: 11 }],
    ['unhealthyThreshold must be between 2 and 10, got 1', { unhealthyThreshold: 1 }],
    ['unhealthyThreshold must be between 2 and 10, got 11', { unhealthyThreshold: 11 }],
    ['deregistrationDelaySeconds must be between 0 and 3600, got -1', { deregistrationDelaySeconds: -1 }],
    ['deregistrationDelaySeconds must be between 0 and 3600, got 3601', { deregistrationDelaySeconds: 3601 }],
    ['slowStartSeconds must be between 30 and 900, got 29', { slowStartSeconds: 29 }],
    ['slowStartSeconds must be between 30 and 900, got 901', { slowStartSeconds: 901 }],
    ['accessLogRetentionDays must be between 1 and 3650, got 0', { accessLogRetentionDays: 0 }],
    ['accessLogRetentionDays must be between 1 and 3650, got 3651', { accessLogRetentionDays: 3651 }],
  ])('is refused: %s', (message, change) => {
    expect(() => withLoadBalancer(change)).toThrow(message);
  });
});

describe('access logs', () => {
  const synthesized = synthesize();

  it('go to a private, encrypted bucket that can be destroyed', () => {
    expect(synthesized).toHaveResourceWithProperties(S3Bucket, {
      bucket: 'alb-logs-123456789012-production-test',
      force_destroy: true,
    });
    expect(synthesized).toHaveResourceWithProperties(S3BucketServerSideEncryptionConfigurationA, {
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
    expect(synthesized).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(synthesized).toHaveResourceWithProperties(S3BucketOwnershipControls, {
      rule: { object_ownership: 'BucketOwnerEnforced' },
    });
  });

  it('may be written by the load balancers of São Paulo only, and over TLS only', () => {
    expect(statementsOf(synthesized, S3BucketPolicy)).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::507241528517:root' },
        Action: 's3:PutObject',
        Resource: expect.stringMatching(/\/AWSLogs\/123456789012\/\*$/),
      }),
      expect.objectContaining({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });

  it('are switched on only when the bucket can be written', () => {
    const [loadBalancer] = resourcesOf(synthesized, Lb);
    expect(loadBalancer?.['depends_on']).toContainEqual(expect.stringMatching(/^aws_s3_bucket_policy\./));
  });

  it('can be done without', () => {
    const synthesizedWithout = withLoadBalancer({ accessLogs: false });
    expect(synthesizedWithout).not.toHaveResource(S3Bucket);
    expect(resourcesOf(synthesizedWithout, Lb)[0]).not.toHaveProperty('access_logs');
  });

  it("need the account of the region's load balancers", () => {
    const elsewhere = { ...context, region: 'eu-north-1' };
    expect(() => withLoadBalancer({ context: elsewhere })).toThrow(
      'region must be one of sa-east-1, got "eu-north-1"',
    );
    expect(() => withLoadBalancer({ context: elsewhere, accessLogs: false })).not.toThrow();
  });
});
