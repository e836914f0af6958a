import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeAccessPointsCommand, DescribeMountTargetsCommand, EFSClient } from '@aws-sdk/client-efs';
import type { ContainerDefinition, TaskDefinition, Volume } from '@aws-sdk/client-ecs';
import { awsClientSettings } from '../aws-clients.ts';
import { messageOf, TaskStartError } from './task-start-error.ts';

export interface Mount {
  readonly fileSystemId: string;
  /** The folder on this machine that stands for the access point's root. */
  readonly folder: string;
  /** Where the container sees it. */
  readonly containerPath: string;
}

const efs = new EFSClient(awsClientSettings);

const FAILED =
  'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ';

/**
 * Makes the folder of each EFS volume that the container mounts.
 *
 * @throws TaskStartError when the file system has no mount target in the task's zone, or no such access point
 */
export async function mountVolumes(
  { volumes = [] }: TaskDefinition,
  { mountPoints = [] }: ContainerDefinition,
  availabilityZone: string,
  stateFolder: string,
): Promise<Mount[]> {
  return Promise.all(
    mountPoints.map(async ({ sourceVolume, containerPath = '' }) => {
      const volume = volumes.find(({ name }) => name === sourceVolume);
      const { fileSystemId, path } = await findRoot(volume, availabilityZone);
      const folder = join(stateFolder, 'efs', fileSystemId, path);
      await mkdir(folder, { recursive: true });
      return { fileSystemId, folder, containerPath };
    }),
  );
}

async function findRoot(
  volume: Volume | undefined,
  availabilityZone: string,
): Promise<{ fileSystemId: string; path: string }> {
  const { fileSystemId, rootDirectory = '/', authorizationConfig } = volume?.efsVolumeConfiguration ?? {};
  if (!fileSystemId) throw new TaskStartError(`${FAILED}volume ${volume?.name ?? ''} is not an EFS volume`);
  await requireMountTarget(fileSystemId, availabilityZone);
  const { accessPointId } = authorizationConfig ?? {};
  return { fileSystemId, path: accessPointId ? await accessPointPath(accessPointId) : rootDirectory };
}

async function requireMountTarget(fileSystemId: string, availabilityZone: string): Promise<void> {
  const { MountTargets = [] } = await refusedAs(
    `Failed to resolve "${fileSystemId}.efs.${awsClientSettings.region}.amazonaws.com" - check that your file system ID is correct`,
    efs.send(new DescribeMountTargetsCommand({ FileSystemId: fileSystemId })),
  );
  const zones = MountTargets.map(({ AvailabilityZoneName }) => AvailabilityZoneName);
  if (!zones.includes(availabilityZone))
    throw new TaskStartError(
      `${FAILED}ensure that the VPC has an EFS mount target for ${fileSystemId} in ${availabilityZone}, got ${zones.join(', ') || 'none'}`,
    );
}

async function accessPointPath(AccessPointId: string): Promise<string> {
  const { AccessPoints = [] } = await refusedAs(
    'mount.nfs4: access denied by server',
    efs.send(new DescribeAccessPointsCommand({ AccessPointId })),
  );
  return AccessPoints[0]?.RootDirectory?.Path ?? '/';
}

async function refusedAs<Answer>(text: string, answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: unknown) => {
    throw new TaskStartError(`${FAILED}${text}: ${messageOf(error)}`);
  });
}

/** A value that names a place in a mounted volume names that place in the volume's folder here. */
export function localPath(value: string, mounts: readonly Mount[]): string {
  const mount = mounts.find(
    ({ containerPath }) => value === containerPath || value.startsWith(`${containerPath}/`),
  );
  return mount ? mount.folder + value.slice(mount.containerPath.length) : value;
}
