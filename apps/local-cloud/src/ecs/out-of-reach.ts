import { awsClientSettings } from '../aws-clients.ts';
import type { NetworkInterface } from '../network/model.ts';
import type { TaskNetwork } from '../network/task-network.ts';
import { TaskStartError } from './task-start-error.ts';

/** A task's way to AWS services. */
export type ServiceNetwork = Pick<TaskNetwork, 'refusalToService'>;

const nfsPort = 2049;

const PULL_FAILED = 'ResourceInitializationError: unable to pull secrets or registry auth: ';

/**
 * The image's layers are in S3 (Amazon ECR, "Amazon ECR interface VPC endpoints").
 *
 * @throws TaskStartError in ECS's words when the task does not reach what an image is pulled from
 */
export function requireRegistry(image: string, network: ServiceNetwork): void {
  refuse(
    network.refusalToService('ecr.api'),
    `${PULL_FAILED}The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https://api.ecr.${awsClientSettings.region}.amazonaws.com/": dial tcp: i/o timeout`,
  );
  refuse(
    network.refusalToService('ecr.dkr') ?? network.refusalToService('s3'),
    `CannotPullContainerError: The task cannot pull ${image} from the registry ${image.replace(/[:@].*/, '')}. There is a connection issue between the task and the registry. Check your task network configuration. : failed to copy: httpReadSeeker: failed open: failed to do request: Get ${image}: dial tcp: i/o timeout`,
  );
}

/** @throws TaskStartError in ECS's words when the task does not reach Secrets Manager */
export function requireSecretsManager(secretId: string, network: ServiceNetwork): void {
  refuse(
    network.refusalToService('secretsmanager'),
    `${PULL_FAILED}unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. failed to fetch secret ${secretId} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded`,
  );
}

/** @throws TaskStartError in ECS's words when the task does not reach CloudWatch Logs */
export function requireLogs(network: ServiceNetwork): void {
  refuse(
    network.refusalToService('logs'),
    'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed',
  );
}

/** @throws TaskStartError in the words of EFS's mount helper when the task does not reach a mount target */
export function requireMountTarget(
  mountTarget: NetworkInterface,
  network: Pick<TaskNetwork, 'refusalTo'>,
): void {
  refuse(
    network.refusalTo(mountTarget, nfsPort),
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. Mount attempt 2/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b'mount.nfs4: Connection timed out' : unsuccessful EFS utils command execution; code: 32",
  );
}

/** ECS says that there is no way, and not what is missing. */
function refuse(refusal: string | undefined, text: string): void {
  if (refusal !== undefined) throw new TaskStartError(`${text} (local stage: ${refusal})`);
}
