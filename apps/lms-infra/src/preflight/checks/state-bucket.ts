import {
  GetBucketVersioningCommand,
  HeadBucketCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { awsSettings } from '../../aws.ts';
import type { Check } from '../check.ts';

const mend = 'npx nx run bootstrap:apply';

/** Where Terraform keeps the states. */
export const stateBucket: Check = {
  name: 'state bucket',
  notLocal: 'its states are files',
  find: async (stage) => {
    if (stage.backend.type !== 's3') return [];
    const { bucket: Bucket } = stage.backend;
    const s3 = new S3Client({ ...awsSettings(stage), followRegionRedirects: true });
    try {
      const { BucketRegion = stage.region } = await s3.send(new HeadBucketCommand({ Bucket }));
      if (BucketRegion !== stage.region)
        return [{ problem: `${Bucket} is in ${BucketRegion}, and not in ${stage.region}`, mend }];
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 404) return [{ problem: `${Bucket} does not exist`, mend }];
      if (status === 403) return [{ problem: `${Bucket} is another account's, or closed to you`, mend }];
      throw error;
    }
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    if (Status === 'Enabled') return [];
    return [{ problem: `${Bucket} keeps no versions: a broken state could not be taken back`, mend }];
  },
};
