import {
  DescribeAccessPointsCommand,
  DescribeFileSystemPolicyCommand,
  DescribeMountTargetSecurityGroupsCommand,
  DescribeMountTargetsCommand,
  EFSClient,
  PolicyNotFound,
  type AccessPointDescription,
  type MountTargetDescription,
} from '@aws-sdk/client-efs';
import type { ContainerDefinition, EFSVolumeConfiguration, TaskDefinition } from '@aws-sdk/client-ecs';
import { localStage } from '@edutechbr/lms-infra';
import { awsClientSettings } from '../aws-clients.ts';
import type { AssumedRole } from '../iam/assumed-role.ts';
import { parsePolicy, type Policy } from '../iam/policy.ts';
import type { NetworkInterface } from '../network/model.ts';
import type { TaskNetwork } from '../network/task-network.ts';
import { containerUser } from './container-user.ts';
import { efsAccess, type EfsAccess } from './efs-access.ts';
import { requireMountTarget } from './out-of-reach.ts';
import { PosixFolder, type PosixUser } from './posix-folder.ts';
import { messageOf, TaskStartError } from './task-start-error.ts';

export interface Mount {
  readonly fileSystemId: string;
  /** The folder on this machine that stands for the access point's root. */
  readonly folder: string;
  /** Where the container sees it. */
  readonly containerPath: string;
  /** Who the container is on the file system. @default - the container's own user, which is not known by number */
  readonly user?: PosixUser;
  readonly readOnly: boolean;
}

export interface VolumesOptions {
  readonly availabilityZone: string;
  readonly stateFolder: string;
  /** @default - the task has no task role */
  readonly role?: AssumedRole;
  /** @default - the task reaches everything */
  readonly network?: TaskNetwork;
}

const efs = new EFSClient(awsClientSettings);

const FAILED =
  'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ';

/** What EFS makes of root without `ClientRootAccess`. */
const nobody: PosixUser = { uid: 65534, gid: 65534, groups: [] };

/**
 * Makes the folder of each EFS volume that the container mounts.
 *
 * @throws TaskStartError when the file system has no mount target in the task's zone or the task does not reach it, when
 * there is no such access point or directory, or when IAM does not let the task mount it
 */
export async function mountVolumes(
  { volumes = [] }: TaskDefinition,
  definition: ContainerDefinition,
  options: VolumesOptions,
): Promise<Mount[]> {
  return Promise.all(
    (definition.mountPoints ?? []).map(async ({ sourceVolume, containerPath = '', readOnly = false }) => {
      const volume = volumes.find(({ name }) => name === sourceVolume);
      const configuration = volume?.efsVolumeConfiguration;
      if (!configuration?.fileSystemId)
        throw new TaskStartError(`${FAILED}volume ${volume?.name ?? ''} is not an EFS volume`);
      await requireMountTargetInZone(configuration.fileSystemId, options);
      const mount = await mountVolume(configuration, containerUser(definition), options, readOnly);
      return { ...mount, fileSystemId: configuration.fileSystemId, containerPath };
    }),
  );
}

async function mountVolume(
  configuration: EFSVolumeConfiguration,
  ownUser: PosixUser | undefined,
  { stateFolder, role }: VolumesOptions,
  readOnlyMountPoint: boolean,
): Promise<Pick<Mount, 'folder' | 'user' | 'readOnly'>> {
  const { fileSystemId = '', rootDirectory = '/' } = configuration;
  const accessPoint = await findAccessPoint(configuration);
  const access = efsAccess({
    fileSystemArn: `arn:aws:elasticfilesystem:${awsClientSettings.region}:${localStage.accountId}:file-system/${fileSystemId}`,
    accessPointArn: accessPoint?.AccessPointArn,
    transitEncryption: configuration.transitEncryption === 'ENABLED',
    role: configuration.authorizationConfig?.iam === 'ENABLED' ? role : undefined,
    fileSystemPolicy: await findPolicy(fileSystemId),
  });
  if (access.refusal)
    throw new TaskStartError(refused('access denied by server while mounting 127.0.0.1:/', access.refusal));

  const directory = accessPoint?.RootDirectory?.Path ?? rootDirectory;
  const folder = new PosixFolder(stateFolder, fileSystemId);
  if (!folder.provide(directory, creationOwner(accessPoint)))
    throw new TaskStartError(
      refused(
        'mounting 127.0.0.1:/ failed, reason given by server: No such file or directory',
        `${directory} is not on ${fileSystemId}, and no creation info says who should own it`,
      ),
    );
  const user = squash(posixUser(accessPoint) ?? ownUser, access);
  const readOnly = readOnlyMountPoint || !access.write;
  if (user) folder.restrict(directory, user, readOnly);
  return { folder: folder.path(directory), user, readOnly };
}

async function requireMountTargetInZone(
  fileSystemId: string,
  { availabilityZone, network }: VolumesOptions,
): Promise<void> {
  const { MountTargets = [] } = await refusedAs(
    `Failed to resolve "${fileSystemId}.efs.${awsClientSettings.region}.amazonaws.com" - check that your file system ID is correct`,
    efs.send(new DescribeMountTargetsCommand({ FileSystemId: fileSystemId })),
  );
  const target = MountTargets.find(({ AvailabilityZoneName }) => AvailabilityZoneName === availabilityZone);
  const zones = MountTargets.map(({ AvailabilityZoneName }) => AvailabilityZoneName);
  if (!target)
    throw new TaskStartError(
      `${FAILED}ensure that the VPC has an EFS mount target for ${fileSystemId} in ${availabilityZone}, got ${zones.join(', ') || 'none'}`,
    );
  if (network) requireMountTarget(await interfaceOf(target), network);
}

async function interfaceOf({
  MountTargetId,
  SubnetId: subnetId = '',
}: MountTargetDescription): Promise<NetworkInterface> {
  const { SecurityGroups: securityGroupIds = [] } = await efs.send(
    new DescribeMountTargetSecurityGroupsCommand({ MountTargetId }),
  );
  return { subnetId, securityGroupIds };
}

async function findAccessPoint({
  fileSystemId,
  authorizationConfig,
}: EFSVolumeConfiguration): Promise<AccessPointDescription | undefined> {
  const AccessPointId = authorizationConfig?.accessPointId;
  if (!AccessPointId) return undefined;
  const { AccessPoints = [] } = await refusedAs(
    'mount.nfs4: access denied by server while mounting 127.0.0.1:/',
    efs.send(new DescribeAccessPointsCommand({ AccessPointId })),
  );
  const found = AccessPoints.find((each) => each.FileSystemId === fileSystemId);
  if (found) return found;
  const reason = `${fileSystemId} has no access point ${AccessPointId}`;
  throw new TaskStartError(refused('access denied by server while mounting 127.0.0.1:/', reason));
}

async function findPolicy(FileSystemId: string): Promise<Policy | undefined> {
  try {
    const { Policy } = await efs.send(new DescribeFileSystemPolicyCommand({ FileSystemId }));
    return Policy ? parsePolicy(Policy) : undefined;
  } catch (error) {
    if (error instanceof PolicyNotFound) return undefined;
    throw error;
  }
}

function posixUser({ PosixUser: user }: AccessPointDescription = {}): PosixUser | undefined {
  return user && user.Uid !== undefined && user.Gid !== undefined
    ? { uid: user.Uid, gid: user.Gid, groups: user.SecondaryGids ?? [] }
    : undefined;
}

function creationOwner({ RootDirectory }: AccessPointDescription = {}) {
  const info = RootDirectory?.CreationInfo;
  return (
    info && {
      uid: info.OwnerUid ?? 0,
      gid: info.OwnerGid ?? 0,
      mode: Number.parseInt(info.Permissions ?? '', 8),
    }
  );
}

const squash = (user: PosixUser | undefined, { root }: EfsAccess): PosixUser | undefined =>
  user?.uid === 0 && !root ? nobody : user;

/** What mount.nfs4 says, and for whom it is not enough, why: AWS itself leaves that out. */
const refused = (text: string, reason: string): string =>
  `${FAILED}b'mount.nfs4: ${text}' : unsuccessful EFS utils command execution; code: 32 (local stage: ${reason})`;

async function refusedAs<Answer>(text: string, answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: unknown) => {
    throw new TaskStartError(`${FAILED}${text}: ${messageOf(error)}`);
  });
}

/** A value that names a place in a mounted volume names that place in the volume's folder here. */
export function localPath(value: string, mounts: readonly Pick<Mount, 'folder' | 'containerPath'>[]): string {
  const mount = mounts.find(
    ({ containerPath }) => value === containerPath || value.startsWith(`${containerPath}/`),
  );
  return mount ? mount.folder + value.slice(mount.containerPath.length) : value;
}
