import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository/index.js';
import { Construct } from 'constructs';

export interface ImageRepositoryProps {
  readonly repositoryName: string;
}

/**
 * Where the LMS's images are: a tag stays what it is, each push is scanned, and untagged images go after a month. A destroy of
 * the LMS leaves it alone; one of the bootstrap deletes it with its images.
 */
export class ImageRepository extends Construct {
  constructor(scope: Construct, id: string, { repositoryName }: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, 'repository', {
      name: repositoryName,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: 'AES256' }],
      forceDelete: true,
    });
    new EcrLifecyclePolicy(this, 'lifecycle', {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: 'What no tag names is of a push that was given up',
            selection: {
              tagStatus: 'untagged',
              countType: 'sinceImagePushed',
              countUnit: 'days',
              countNumber: 30,
            },
            action: { type: 'expire' },
          },
        ],
      }),
    });
  }
}
