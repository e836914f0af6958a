import { fromIni } from '@aws-sdk/credential-provider-ini';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of this start of the local cloud: who runs it reads them, and nobody else. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An AWS shared credentials file, in the state folder. */
export const credentialsFile = (state: string): string => join(state, 'aws-credentials');

/** Twenty capital letters and digits, as on AWS. */
const ACCESS_KEY_ID_BYTES = 8;

export const newCredentials = (prefix: 'LMSO' | 'LMST'): AwsCredentials => ({
  accessKeyId: prefix + randomBytes(ACCESS_KEY_ID_BYTES).toString('hex').toUpperCase(),
  secretAccessKey: randomBytes(30).toString('base64url'),
});

/** Makes the credentials of a start, and the file that only this user can read from its first byte on. */
export function issueCredentials(state: string): AwsCredentials {
  const credentials = newCredentials('LMSO');
  const file = credentialsFile(state);
  rmSync(file, { force: true });
  const lines = [
    '# Made anew at each start of the local cloud, and gone with it.',
    '[default]',
    `aws_access_key_id = ${credentials.accessKeyId}`,
    `aws_secret_access_key = ${credentials.secretAccessKey}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  return credentials;
}

/** What the file says when it is first needed. Profiles, files and variables of the user's own have no part in it. */
export const readCredentials = (state: string) =>
  fromIni({
    profile: 'default',
    filepath: credentialsFile(state),
    configFilepath: credentialsFile(state),
    ignoreCache: true,
  });
