import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SignJWT } from 'jose';
import { aws, outputs, request } from './deployed-stage.ts';

export const ecs = new ECSClient(aws);

/** The deployed service. */
export async function describeService() {
  const { services } = await ecs.send(
    new DescribeServicesCommand({ cluster: outputs.clusterName, services: [outputs.serviceName] }),
  );
  const service = services?.[0];
  if (!service) throw new Error(`no service ${outputs.serviceName} in cluster ${outputs.clusterName}`);
  return service;
}

/** The tasks of the deployed service. */
export async function describeTasks() {
  const { taskArns } = await ecs.send(
    new ListTasksCommand({ cluster: outputs.clusterName, serviceName: outputs.serviceName }),
  );
  const { tasks } = await ecs.send(
    new DescribeTasksCommand({ cluster: outputs.clusterName, tasks: taskArns }),
  );
  return tasks ?? [];
}

/** The LMS's container as it is deployed. */
export async function describeContainer() {
  const { taskDefinition: arn } = await describeService();
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
  const container = taskDefinition?.containerDefinitions?.[0];
  if (!taskDefinition || !container) throw new Error(`task definition ${arn} has no container`);
  return { taskDefinition, container };
}

/** The value that the secret named by a container secret's `valueFrom` (`ARN:jsonKey::`) holds. */
export async function secretValue(valueFrom: string): Promise<string> {
  const parts = valueFrom.split(':');
  const { SecretString } = await new SecretsManagerClient(aws).send(
    new GetSecretValueCommand({ SecretId: parts.slice(0, 7).join(':') }),
  );
  const values = JSON.parse(SecretString ?? '{}') as Record<string, string | number>;
  return String(values[parts[7] ?? '']);
}

/**
 * Signs a student in with a launch token, as the platform would.
 *
 * @returns the session cookie
 */
export async function signIn(
  student: string,
  sessionStore: 'redis' | 'postgresql' = 'redis',
): Promise<string> {
  const { container } = await describeContainer();
  const launchKey = container.secrets?.find(({ name }) => name === 'LAUNCH_KEY')?.valueFrom;
  if (!launchKey) throw new Error('the container has no secret LAUNCH_KEY');
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(student)
    .setIssuer('edutechbr-platform')
    .setAudience('lms')
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(Buffer.from(await secretValue(launchKey), 'base64url'));
  const response = await request(`/launch?sessionStore=${sessionStore}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (response.status !== 204)
    throw new Error(`launch answered ${response.status}: ${await response.text()}`);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
