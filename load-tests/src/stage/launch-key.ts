import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ExitError } from '@edutechbr/cli';
import type { Clients } from './clients.ts';
import { parseSecretReference } from './secret-reference.ts';
import { lmsContainer, type DeployedService } from './service.ts';

/** The container secret whose value signs launch tokens. */
const LAUNCH_KEY = 'LAUNCH_KEY';

/**
 * The key that the deployed LMS checks launch tokens with, found where its task definition says it is.
 *
 * @throws ExitError when the task definition does not name it or the secret does not hold it.
 */
export async function readLaunchKey({ secrets }: Clients, service: DeployedService): Promise<string> {
  const container = lmsContainer(await service.taskDefinition());
  const valueFrom = container.secrets?.find(({ name }) => name === LAUNCH_KEY)?.valueFrom ?? '';
  const reference = parseSecretReference(valueFrom);
  if (!reference)
    throw new ExitError('wrongUsage', `the deployed LMS takes no ${LAUNCH_KEY} from Secrets Manager`);
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: reference.secretArn }),
  );
  const key = reference.jsonKey === undefined ? SecretString : readJsonKey(SecretString, reference.jsonKey);
  if (!key) throw new ExitError('wrongUsage', `secret ${reference.secretArn} holds no launch key`);
  return key;
}

function readJsonKey(text: string, jsonKey: string): string | undefined {
  const secret: unknown = JSON.parse(text);
  const value =
    secret instanceof Object ? Object.entries(secret).find(([name]) => name === jsonKey)?.[1] : '';
  return typeof value === 'string' ? value : undefined;
}
