import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { messageOf } from '@edutechbr/cli';
import { awsSettings } from '../../aws.ts';
import type { Check } from '../check.ts';

/** Whose credentials these are. */
export const account: Check = {
  name: 'account',
  find: async (stage) => {
    const { accountId, region, name } = stage;
    const signIn = `sign in to ${accountId} (export AWS_PROFILE=…), and look with: aws sts get-caller-identity --region ${region}`;
    const mend = name === 'local' ? 'npx nx run local-cloud:start' : signIn;
    try {
      const { Account, Arn } = await new STSClient(awsSettings(stage)).send(new GetCallerIdentityCommand({}));
      if (Account === accountId) return [];
      return [{ problem: `the credentials are ${Arn}, of account ${Account} and not ${accountId}`, mend }];
    } catch (error) {
      return [{ problem: `nobody is signed in to ${region}: ${messageOf(error)}`, mend }];
    }
  },
};
