import { ExitError } from '@edutechbr/cli';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Evidence } from '../k6/workloads/index.ts';

export const outputsSchema = z.object({
  url: z.url().transform((url) => url.replace(/\/$/, '')),
  /** The authority that signed the load balancer's certificate; only on this machine. */
  caFile: z.string().optional(),
  /** The emulator; absent on AWS. */
  awsEndpoint: z.url().optional(),
  /** AWS shared credentials file for the emulator; absent on AWS. */
  awsCredentialsFile: z.string().min(1).optional(),
  region: z.string().min(1),
  clusterName: z.string().min(1),
  serviceName: z.string().min(1),
  loadBalancerDnsName: z.string().min(1),
  loadBalancerFullName: z.string().min(1),
  targetGroupFullName: z.string().min(1),
  replicationGroupId: z.string().min(1),
  fileSystemId: z.string().min(1),
  /** RDS's name of the existing database; absent where the stage names none. */
  databaseInstanceIdentifier: z.string().min(1).optional(),
  logGroupName: z.string().min(1),
  vpcId: z.string().min(1),
  /** Templates of AWS Fault Injection Service: `task`, and each zone by its name; absent where the stage has none. */
  experimentTemplateIds: z.record(z.string(), z.string()).optional(),
  terraformVersion: z.string().min(1),
  awsProviderVersion: z.string().min(1),
});

/** All that the load test knows about a deployed stage: what `lms-infra:outputs` wrote. */
export type StageOutputs = z.infer<typeof outputsSchema>;

interface StageName {
  readonly stage: string;
  readonly environmentSuffix: string;
}

/** @throws ExitError when the stage has not been deployed, with the command that deploys it. */
export async function readOutputs(name: StageName, workspace: string): Promise<StageOutputs> {
  const file = join('apps', 'lms-infra', 'outputs', `${name.stage}-${name.environmentSuffix}.json`);
  const text = await readFile(join(workspace, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw notDeployed(name, `there is no ${file}`);
    throw error;
  });
  return parseOutputs(text, file);
}

/** @throws ExitError that names each output that is missing or wrong. */
export function parseOutputs(text: string, file: string): StageOutputs {
  const { success, data, error } = outputsSchema.safeParse(parseJson(text, file));
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new ExitError('wrongUsage', `${file} is not what lms-infra:outputs writes (${problems})`);
}

/** A stage is emulated when its AWS API is an endpoint of our own. */
export function evidenceOf({ awsEndpoint }: StageOutputs): Evidence {
  return awsEndpoint === undefined ? 'aws' : 'emulated';
}

export function notDeployed({ stage, environmentSuffix }: StageName, because: string): ExitError {
  return new ExitError(
    'missingTool',
    `stage ${stage} with suffix ${environmentSuffix} is not deployed: ${because}. ` +
      `Deploy it with LMS_STAGE=${stage} ENVIRONMENT_SUFFIX=${environmentSuffix} npx nx run lms-infra:deploy`,
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ExitError('wrongUsage', `${file} is not JSON`, { cause: error });
  }
}
