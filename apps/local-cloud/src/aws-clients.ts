import { readCredentials } from './aws-credentials.ts';
import { findFolders } from './machine/folders.ts';
import type { AwsClientSettings } from './types.ts';

/** The one AWS endpoint of this machine: the emulator, and Application Auto Scaling beside it. */
export const endpointPort = 14566;

/** Where tasks get the credentials of their roles. */
export const credentialsPort = 14567;

/** An emulator that hangs must not hang who asks it; a busy one may take its time. */
const REQUEST_TIMEOUT_MS = 20_000;

/** Settings of every AWS SDK client in the local cloud. */
export const awsClientSettings: AwsClientSettings = {
  endpoint: `http://127.0.0.1:${endpointPort}`,
  region: 'sa-east-1',
  credentials: readCredentials(findFolders().state),
  requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
};
