import { ConfigurationError } from '@edutechbr/foundation';

/** An image in ECR, named by digest. */
export const imagePattern =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com\/(?<repository>[a-z0-9]+(?:[._/-][a-z0-9]+)*)@sha256:[0-9a-f]{64}$/;

/**
 * ARN of the ECR repository that an image is pulled from.
 *
 * @throws ConfigurationError unless the image is in ECR and named by digest: a tag could be moved between two tasks of one
 *   deployment.
 */
export function repositoryArn(image: string): string {
  const parts = imagePattern.exec(image)?.groups;
  if (!parts) {
    throw new ConfigurationError('image', 'must be an image in ECR named by its digest (…@sha256:…)', image);
  }
  return `arn:aws:ecr:${parts['region']}:${parts['account']}:repository/${parts['repository']}`;
}
