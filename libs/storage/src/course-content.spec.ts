import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsBackupPolicy } from '@cdktf/provider-aws/lib/efs-backup-policy';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { context, resolve, resourcesOf, statementsOf } from '@edutechbr/foundation/testing';
import { createNetwork } from '@edutechbr/network/testing';
import { TerraformStack, Testing } from 'cdktf';
import { CourseContent, type CourseContentProps } from './course-content.ts';

/** The file system alone in its stack, as the app has it. */
function synth(props: Partial<CourseContentProps> = {}): string {
  const { stack } = build(props);
  return Testing.synth(stack);
}

function build(props: Partial<CourseContentProps> = {}) {
  const app = Testing.app();
  const network = createNetwork(app);
  const stack = new TerraformStack(app, 'storage');
  const clients = network.taskSecurityGroup;
  return { stack, content: new CourseContent(stack, 'content', { context, network, clients, ...props }) };
}

describe('CourseContent', () => {
  const synthesized = synth();

  it('is encrypted with its own rotated key', () => {
    expect(synthesized).toHaveResourceWithProperties(EfsFileSystem, {
      encrypted: true,
      kms_key_id: expect.stringContaining('aws_kms_key.content_key'),
    });
    expect(synthesized).toHaveResourceWithProperties(KmsKey, { enable_key_rotation: true });
  });

  it('serves many readers and writers at the lowest latency, and grows with them', () => {
    expect(synthesized).toHaveResourceWithProperties(EfsFileSystem, {
      performance_mode: 'generalPurpose',
      throughput_mode: 'elastic',
    });
  });

  it('moves what nobody opened for 30 days to cheaper storage, and back when it is opened', () => {
    expect(synthesized).toHaveResourceWithProperties(EfsFileSystem, {
      lifecycle_policy: [
        { transition_to_ia: 'AFTER_30_DAYS' },
        { transition_to_primary_storage_class: 'AFTER_1_ACCESS' },
      ],
    });
  });

  it('carries the suffix in its name', () => {
    expect(synthesized).toHaveResourceWithProperties(EfsFileSystem, {
      creation_token: 'efs-course-content-production-test',
      tags: { Name: 'efs-course-content-production-test' },
    });
  });

  it('has no backups, which a destroy could not remove', () => {
    expect(synthesized).toHaveResourceWithProperties(EfsBackupPolicy, {
      backup_policy: { status: 'DISABLED' },
    });
  });

  it('shows every client one directory, as one user that is not root', () => {
    expect(synthesized).toHaveResourceWithProperties(EfsAccessPoint, {
      posix_user: { uid: 1000, gid: 1000 },
      root_directory: {
        path: '/course-content',
        creation_info: { owner_uid: 1000, owner_gid: 1000, permissions: '0750' },
      },
    });
  });

  it('refuses every client without TLS or without the access point', () => {
    expect(statementsOf(synthesized, EfsFileSystemPolicy)).toEqual([
      {
        Sid: 'DenyWithoutTls',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: '*',
        Resource: expect.stringContaining('aws_efs_file_system'),
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'DenyWithoutAccessPoint',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: [
          'elasticfilesystem:ClientMount',
          'elasticfilesystem:ClientWrite',
          'elasticfilesystem:ClientRootAccess',
        ],
        Resource: expect.stringContaining('aws_efs_file_system'),
        Condition: {
          StringNotEquals: {
            'elasticfilesystem:AccessPointArn': expect.stringMatching(
              /^\$\{aws_efs_access_point\.[\w-]+\.arn\}$/,
            ),
          },
        },
      },
    ]);
  });

  it('is mounted in the private subnet of each zone', () => {
    expect(resourcesOf(synthesized, EfsMountTarget)).toEqual(
      ['a', 'b', 'c'].map((letter) => ({
        file_system_id: expect.stringContaining('aws_efs_file_system'),
        subnet_id: expect.stringContaining(`private_subnet-${letter}`),
        security_groups: [expect.stringContaining('aws_security_group.content_security-group')],
      })),
    );
  });

  it('is reached by its clients only, by NFS', () => {
    const way = { from_port: 2049, to_port: 2049, ip_protocol: 'tcp', description: 'NFS over TLS' };
    const efs = expect.stringContaining('aws_security_group.content_security-group');
    const tasks = expect.stringContaining('security-group-tasks');
    expect(resourcesOf(synthesized, VpcSecurityGroupIngressRule)).toEqual([
      { ...way, security_group_id: efs, referenced_security_group_id: tasks },
    ]);
    expect(resourcesOf(synthesized, VpcSecurityGroupEgressRule)).toEqual([
      { ...way, security_group_id: tasks, referenced_security_group_id: efs },
    ]);
  });

  it('says how it is mounted', () => {
    const { stack, content } = build();
    const { fileSystemId, fileSystemArn, accessPointId, accessPointArn } = content;
    expect(resolve(stack, { fileSystemId, fileSystemArn, accessPointId, accessPointArn })).toEqual({
      fileSystemId: expect.stringMatching(/aws_efs_file_system.*\.id\}/),
      fileSystemArn: expect.stringMatching(/aws_efs_file_system.*\.arn\}/),
      accessPointId: expect.stringMatching(/aws_efs_access_point.*\.id\}/),
      accessPointArn: expect.stringMatching(/aws_efs_access_point.*\.arn\}/),
    });
  });
});

describe('CourseContent with all settings', () => {
  it.each(['AFTER_1_DAY', 'AFTER_365_DAYS'] as const)('moves files %s', (transitionToInfrequentAccess) => {
    expect(synth({ transitionToInfrequentAccess })).toHaveResourceWithProperties(EfsFileSystem, {
      lifecycle_policy: [
        { transition_to_ia: transitionToInfrequentAccess },
        { transition_to_primary_storage_class: 'AFTER_1_ACCESS' },
      ],
    });
  });

  it('refuses a time that EFS does not know, which a stage read from JSON could hold', () => {
    const props = { transitionToInfrequentAccess: 'AFTER_2_DAYS' };
    expect(() => build(JSON.parse(JSON.stringify(props)))).toThrow(
      /^transitionToInfrequentAccess must be one of AFTER_1_DAY, .*, got "AFTER_2_DAYS"$/,
    );
  });
});
