import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { localStage } from '@edutechbr/lms-infra';
import { awsClientSettings } from '../aws-clients.ts';
import type { AssumedRole } from '../iam/assumed-role.ts';
import { letOthersRead } from '../machine/local-users.ts';
import { requireRegistry, type ServiceNetwork } from './out-of-reach.ts';
import { messageOf, TaskStartError } from './task-start-error.ts';

/** What a pulled image is here: the folder that stands for its WORKDIR, and its CMD. */
export interface Image {
  readonly workingFolder: string;
  readonly command: readonly string[];
}

const ecr = new ECRClient(awsClientSettings);

/**
 * The one image that this machine can run is the local stage's own, built by `nx build reference-lms`.
 *
 * @param role who pulls; nothing is allowed to a task without an execution role
 * @param network where it is pulled from; a task without one reaches everything
 * @throws TaskStartError in ECS's words for any other image, one that its repository does not hold, or one that cannot be
 *   reached or that the role may not pull
 */
export async function pullImage(
  image: string,
  workspace: string,
  role?: AssumedRole,
  network?: ServiceNetwork,
): Promise<Image> {
  const { repository, ...imageId } = parseImage(image);
  if (network) requireRegistry(image, network);
  requirePermission(image, repository, role);
  if (repository !== parseImage(localStage.image).repository) throw notPulled(image, 'not found');
  await ecr
    .send(new DescribeImagesCommand({ repositoryName: repository, imageIds: [imageId] }))
    .catch((error: unknown) => {
      throw notPulled(image, messageOf(error));
    });
  const workingFolder = join(workspace, 'apps/reference-lms/dist');
  if (!existsSync(join(workingFolder, 'main.js')))
    throw notPulled(image, 'it is not built on this machine: npx nx build reference-lms');
  letOthersRead(workingFolder);
  return { workingFolder, command: ['node', '--max-semi-space-size=8', 'main.js'] };
}

function requirePermission(image: string, repository: string, role: AssumedRole | undefined): void {
  if (!role) throw notPulled(image, 'the task definition has no execution role');
  const registry = role.refusal('ecr:GetAuthorizationToken', '*');
  if (registry !== undefined)
    throw new TaskStartError(
      `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: ${registry}`,
    );
  const repositoryArn = `arn:aws:ecr:${awsClientSettings.region}:${role.accountId}:repository/${repository}`;
  for (const action of ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']) {
    const refusal = role.refusal(action, repositoryArn);
    if (refusal !== undefined)
      throw notPulled(image, `unexpected status from HEAD request: 403 Forbidden: denied: ${refusal}`);
  }
}

export function parseImage(image: string): { repository: string; imageTag?: string; imageDigest?: string } {
  const [, repository = image, imageTag, imageDigest] =
    /^(?:[^/]+\.[^/]+\/)?([^:@]+)(?::([\w.-]+))?(?:@(sha256:\w+))?$/.exec(image) ?? [];
  return imageDigest ? { repository, imageDigest } : { repository, imageTag: imageTag ?? 'latest' };
}

function notPulled(image: string, reason: string): TaskStartError {
  return new TaskStartError(
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${reason}`,
  );
}
