import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { awsSettings } from '../../aws.ts';
import { projectRoot } from '../../project-root.ts';
import type { Stage } from '../../stage.ts';
import { readSynthesized, type SynthesizedStack } from '../../synthesized-stack.ts';
import { onlyIf, type Check, type Finding } from '../check.ts';

/** A value that ECS takes out of a secret at the start of a task. */
export interface TakenValue {
  /** The environment variable that it becomes. */
  readonly variable: string;
  readonly jsonKey: string;
}

/** What the LMS asks of a value beside that there is one (`apps/reference-lms/src/environment.ts`). */
const rules: Readonly<Record<string, { readonly rule: string; readonly holds: (value: string) => boolean }>> =
  {
    LAUNCH_KEY: {
      rule: 'must be at least 32 bytes as base64url without padding',
      holds: (value) => /^[\w-]+$/.test(value) && Buffer.from(value, 'base64url').length >= 32,
    },
  };

/** Whether ECS finds in the secrets what it gives to tasks, and whether the LMS will take it. Values are never shown. */
export const secrets: Check = {
  name: 'secrets',
  find: async (stage) => {
    const taken = takenValues(await readSynthesized(projectRoot, 'service'));
    const found = [...taken].map(([secretName, values]) => findIn(stage, secretName, values));
    return (await Promise.all(found)).flat();
  },
};

/** The values that the task definition takes, by the names of the secrets. */
export function takenValues({ resource, data }: SynthesizedStack): Map<string, TakenValue[]> {
  const definitions = JSON.stringify(Object.values(resource['aws_ecs_task_definition'] ?? {}));
  const reference =
    /name\\+":\\+"(\w+)\\+",\\+"valueFrom\\+":\\+"\$\{data\.aws_secretsmanager_secret\.([\w-]+)\.arn\}:([^:]+)::/g;
  const taken = new Map<string, TakenValue[]>();
  for (const [, variable = '', secret = '', jsonKey = ''] of definitions.matchAll(reference)) {
    const name = String(data['aws_secretsmanager_secret']?.[secret]?.['name']);
    taken.set(name, [...(taken.get(name) ?? []), { variable, jsonKey }]);
  }
  return taken;
}

async function findIn(stage: Stage, SecretId: string, values: readonly TakenValue[]): Promise<Finding[]> {
  const client = new SecretsManagerClient(awsSettings(stage));
  try {
    const [{ KmsKeyId }, { SecretString = '' }] = await Promise.all([
      client.send(new DescribeSecretCommand({ SecretId })),
      client.send(new GetSecretValueCommand({ SecretId })),
    ]);
    return [...wrongKey(stage, SecretId, KmsKeyId), ...wrongValues(stage, SecretId, SecretString, values)];
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    const keys = values.map(({ jsonKey }) => jsonKey).join(', ');
    const mend = `aws secretsmanager create-secret --region ${stage.region} --name ${SecretId} --secret-string file://FILE, a JSON object with ${keys}`;
    return [{ problem: `Secrets Manager has no secret ${SecretId}`, mend }];
  }
}

function wrongValues(
  { region }: Stage,
  secretName: string,
  secret: string,
  values: readonly TakenValue[],
): Finding[] {
  const fields = parseObject(secret);
  return values.flatMap(({ variable, jsonKey }) => {
    const value = fields[jsonKey];
    const rule = rules[variable];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (text !== '' && (!rule || rule.holds(text))) return [];
    const problem =
      text === '' ? `has no ${jsonKey}, or an empty one` : `has a ${jsonKey} that is none: it ${rule?.rule}`;
    const mend = `aws secretsmanager put-secret-value --region ${region} --secret-id ${secretName} --secret-string file://FILE`;
    return [{ problem: `${secretName} ${problem}`, mend: `${mend} (docs/aws.md)` }];
  });
}

/** A secret under a key of the customer's can be read by tasks only if the stage says which. */
function wrongKey(
  { name, database, launchKey }: Stage,
  secretName: string,
  KmsKeyId: string | undefined,
): Finding[] {
  const setting = secretName === launchKey.secretName ? launchKey : database;
  const isCustomers = KmsKeyId !== undefined && !KmsKeyId.endsWith('aws/secretsmanager');
  return onlyIf(isCustomers && setting.secretKmsKeyArn === undefined, () => ({
    problem: `${secretName} is under the key ${KmsKeyId}, which its secretKmsKeyArn does not say: tasks could not read it`,
    mend: `write the key's ARN as secretKmsKeyArn into apps/lms-infra/src/stages/${name}.ts`,
  }));
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
