/** Where a container's secret comes from, as ECS's `valueFrom` says it. */
export interface SecretReference {
  readonly secretArn: string;
  /** @default - the whole secret */
  readonly jsonKey?: string;
}

/** An ARN has seven parts; ECS may append the JSON key, the version's stage and its id. */
const ARN_PARTS = 7;

/** @returns undefined when the value is not one of Secrets Manager. */
export function parseSecretReference(valueFrom: string): SecretReference | undefined {
  const parts = valueFrom.split(':');
  if (parts[0] !== 'arn' || parts[2] !== 'secretsmanager' || parts[5] !== 'secret') return undefined;
  const jsonKey = parts[ARN_PARTS];
  return { secretArn: parts.slice(0, ARN_PARTS).join(':'), ...(jsonKey ? { jsonKey } : {}) };
}
