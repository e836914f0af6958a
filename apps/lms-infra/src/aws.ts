import type { Stage } from './stage.ts';

/** Settings of every AWS client: the stage's region, and on this machine its endpoint and the emulator's credentials. */
export function awsSettings({ region, awsEndpoint }: Pick<Stage, 'region' | 'awsEndpoint'>) {
  if (awsEndpoint === undefined) return { region };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { region, endpoint: awsEndpoint, credentials, forcePathStyle: true };
}
