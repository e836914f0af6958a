import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsBackupPolicy } from '@cdktf/provider-aws/lib/efs-backup-policy';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { EncryptionKey, policyDocument, requireOneOf, type DeploymentContext } from '@edutechbr/foundation';
import { SecurityGroup, type Network } from '@edutechbr/network';
import { Construct } from 'constructs';

/** When EFS moves a file that nobody opens to cheaper storage (EFS API reference, LifecyclePolicy). */
const infrequentAccessTransitions = [
  'AFTER_1_DAY',
  'AFTER_7_DAYS',
  'AFTER_14_DAYS',
  'AFTER_30_DAYS',
  'AFTER_60_DAYS',
  'AFTER_90_DAYS',
  'AFTER_180_DAYS',
  'AFTER_270_DAYS',
  'AFTER_365_DAYS',
] as const;

export type InfrequentAccessTransition = (typeof infrequentAccessTransitions)[number];

export interface CourseContentProps {
  readonly context: DeploymentContext;
  readonly network: Network;
  /** The security group of those who mount the file system. */
  readonly clients: SecurityGroup;
  /** When a file that nobody opens moves to cheaper storage; it moves back when it is opened. @default 'AFTER_30_DAYS' */
  readonly transitionToInfrequentAccess?: InfrequentAccessTransition;
}

const nfsPort = 2049;

/** The user that every client acts as, whoever it is itself: the one that the LMS's container runs as. */
const posixId = 1000;

/** The course material: an encrypted file system that is reached over TLS and through its access point only. */
export class CourseContent extends Construct {
  readonly fileSystemId: string;
  readonly fileSystemArn: string;
  readonly accessPointId: string;
  readonly accessPointArn: string;

  private readonly context: DeploymentContext;

  /** @throws ConfigurationError when a prop breaks its rule. */
  constructor(scope: Construct, id: string, props: CourseContentProps) {
    super(scope, id);
    const { context, network, clients, transitionToInfrequentAccess = 'AFTER_30_DAYS' } = props;
    requireOneOf('transitionToInfrequentAccess', transitionToInfrequentAccess, infrequentAccessTransitions);

    this.context = context;
    const fileSystem = this.createFileSystem(transitionToInfrequentAccess);
    const accessPoint = this.createAccessPoint(fileSystem);
    this.restrictAccess(fileSystem, accessPoint);
    this.createMountTargets(fileSystem, network, this.createSecurityGroup(network, clients));

    this.fileSystemId = fileSystem.id;
    this.fileSystemArn = fileSystem.arn;
    this.accessPointId = accessPoint.id;
    this.accessPointArn = accessPoint.arn;
  }

  private createFileSystem(transitionToIa: InfrequentAccessTransition): EfsFileSystem {
    const { context } = this;
    const name = context.names.name('efs-course-content');
    const key = new EncryptionKey(this, 'key', {
      context,
      purpose: 'efs',
      description: 'Encrypts course material in EFS',
    });
    const fileSystem = new EfsFileSystem(this, 'file-system', {
      creationToken: name,
      encrypted: true,
      kmsKeyId: key.arn,
      performanceMode: 'generalPurpose',
      throughputMode: 'elastic',
      lifecyclePolicy: [{ transitionToIa }, { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
      tags: { Name: name },
    });
    // See docs/decisions/storage-backups.md.
    new EfsBackupPolicy(this, 'backup-policy', {
      fileSystemId: fileSystem.id,
      backupPolicy: { status: 'DISABLED' },
    });
    return fileSystem;
  }

  private createAccessPoint(fileSystem: EfsFileSystem): EfsAccessPoint {
    return new EfsAccessPoint(this, 'access-point', {
      fileSystemId: fileSystem.id,
      posixUser: { uid: posixId, gid: posixId },
      rootDirectory: {
        path: '/course-content',
        creationInfo: { ownerUid: posixId, ownerGid: posixId, permissions: '0750' },
      },
      tags: { Name: this.context.names.name('efs-access-point') },
    });
  }

  /** Only denies: who may mount is said by the policies of roles, and nobody may without one once this policy is there. */
  private restrictAccess(fileSystem: EfsFileSystem, accessPoint: EfsAccessPoint): void {
    const everyone = { Effect: 'Deny', Principal: { AWS: '*' }, Resource: fileSystem.arn } as const;
    new EfsFileSystemPolicy(this, 'policy', {
      fileSystemId: fileSystem.id,
      policy: policyDocument(this.context.names.name('efs-policy'), [
        {
          ...everyone,
          Sid: 'DenyWithoutTls',
          Action: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          ...everyone,
          Sid: 'DenyWithoutAccessPoint',
          Action: [
            'elasticfilesystem:ClientMount',
            'elasticfilesystem:ClientWrite',
            'elasticfilesystem:ClientRootAccess',
          ],
          Condition: { StringNotEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.arn } },
        },
      ]),
    });
  }

  private createSecurityGroup(network: Network, clients: SecurityGroup): SecurityGroup {
    const group = new SecurityGroup(this, 'security-group', {
      context: this.context,
      network,
      name: 'efs',
      description: 'Course content in EFS',
    });
    group.allowFromSecurityGroup(clients, nfsPort, 'NFS over TLS');
    return group;
  }

  private createMountTargets(
    fileSystem: EfsFileSystem,
    network: Network,
    securityGroup: SecurityGroup,
  ): void {
    for (const { availabilityZone, subnetId } of network.privateSubnets) {
      new EfsMountTarget(this, `mount-target-${availabilityZone}`, {
        fileSystemId: fileSystem.id,
        subnetId,
        securityGroups: [securityGroup.securityGroupId],
      });
    }
  }
}
