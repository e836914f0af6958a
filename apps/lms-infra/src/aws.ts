import { fromIni } from '@aws-sdk/credential-provider-ini';
import { localCloudFile } from './project-root.ts';
import type { Stage } from './stage.ts';

/** An AWS shared credentials file that each start of the local cloud writes anew. */
export const localCredentialsFile = localCloudFile('aws-credentials');

/** Settings of every AWS client: the stage's region, and on this machine its endpoint and the local cloud's credentials. */
export function awsSettings({ region, awsEndpoint }: Pick<Stage, 'region' | 'awsEndpoint'>) {
  if (awsEndpoint === undefined) return { region };
  const credentials = fromIni({
    // Profiles, files and variables of the user's own have no part in it.
    profile: 'default',
    filepath: localCredentialsFile,
    configFilepath: localCredentialsFile,
    // The local cloud may have been started anew since.
    ignoreCache: true,
  });
  return { region, endpoint: awsEndpoint, credentials, forcePathStyle: true };
}
