import { messageOf, TaskStartError } from './task-start-error.ts';

/** A container secret's `valueFrom`, taken apart. */
export interface SecretReference {
  readonly secretId: string;
  /** @default - the whole secret */
  readonly jsonKey?: string;
  readonly versionStage?: string;
  readonly versionId?: string;
}

/** Fetches a secret's text, as GetSecretValue does. */
export type GetSecret = (reference: Omit<SecretReference, 'jsonKey'>) => Promise<string>;

const PREFIX =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ' +
  'unable to retrieve secret from asm: ';

/**
 * @param valueFrom `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME[:jsonKey:versionStage:versionId]`
 * @throws TaskStartError when it has another shape
 */
export function parseSecretReference(valueFrom: string): SecretReference {
  const parts = valueFrom.split(':');
  if (parts[2] !== 'secretsmanager' || (parts.length !== 7 && parts.length !== 10))
    throw new TaskStartError(`${PREFIX}invalid secret ARN: ${valueFrom}`);
  const [jsonKey, versionStage, versionId] = parts.slice(7).map((part) => part || undefined);
  if (versionStage && versionId)
    throw new TaskStartError(`${PREFIX}both a version stage and a version id are given: ${valueFrom}`);
  return { secretId: parts.slice(0, 7).join(':'), jsonKey, versionStage, versionId };
}

/** @throws TaskStartError with ECS's text when the secret or its JSON key is missing */
export async function resolveSecret(valueFrom: string, getSecret: GetSecret): Promise<string> {
  const { jsonKey, ...reference } = parseSecretReference(valueFrom);
  const text = await getSecret(reference).catch((error: unknown) => {
    throw new TaskStartError(
      `${PREFIX}service call has been retried 1 time(s): failed to fetch secret ${reference.secretId} from secrets manager: ${messageOf(error)}`,
    );
  });
  return jsonKey === undefined ? text : valueAt(text, jsonKey);
}

function valueAt(text: string, jsonKey: string): string {
  const value = parseObject(text)[jsonKey];
  if (value === undefined || value === null)
    throw new TaskStartError(
      `${PREFIX}retrieved secret from Secrets Manager did not contain json key ${jsonKey}`,
    );
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Never the parser's own message: it quotes the secret.
    throw new TaskStartError(`${PREFIX}retrieved secret from Secrets Manager is not valid JSON`);
  }
}
