import { ExitError } from '@edutechbr/cli';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { stackNames, type StackName } from './app.ts';
import { localCredentialsFile } from './aws.ts';
import { localCloudFile } from './project-root.ts';
import { initialize, notDeployed, readState, readVersions } from './terraform.ts';
import type { Workbench } from './workbench.ts';

/** What the rest of the world may know about a deployment: no secret is in it. */
export interface Outputs {
  /** Where students open the LMS. */
  readonly url: string;

  /** PEM file of the authority that signed the LMS's certificate; on this machine only. */
  readonly caFile?: string;

  /** AWS shared credentials file for calls to `awsEndpoint`, profile `default`; on this machine only. */
  readonly awsCredentialsFile?: string;

  /** Answers AWS calls instead of AWS; on this machine only. */
  readonly awsEndpoint?: string;

  readonly region: string;
  readonly clusterName: string;
  readonly serviceName: string;

  /** Where the DNS record of the url's host has to lead. */
  readonly loadBalancerDnsName: string;

  /** The CloudWatch dimension `LoadBalancer`: `app/<name>/<id>`. */
  readonly loadBalancerFullName: string;

  /** The CloudWatch dimension `TargetGroup`: `targetgroup/<name>/<id>`. */
  readonly targetGroupFullName: string;

  readonly replicationGroupId: string;
  readonly fileSystemId: string;

  /** The CloudWatch dimension `DBInstanceIdentifier` of the existing database, if the stage names it. */
  readonly databaseInstanceIdentifier?: string;

  /** Log group of the LMS's containers. */
  readonly logGroupName: string;

  readonly vpcId: string;

  /** Templates of AWS Fault Injection Service: `task`, and each zone by its name; where the stage has them. */
  readonly experimentTemplateIds?: Readonly<Record<string, string>>;

  /** What the stage is deployed with. */
  readonly terraformVersion: string;
  readonly awsProviderVersion: string;
}

/** What comes from the stacks' own outputs; the rest is known from the stage. */
const deployedOutputs = [
  'clusterName',
  'serviceName',
  'loadBalancerDnsName',
  'loadBalancerFullName',
  'targetGroupFullName',
  'replicationGroupId',
  'fileSystemId',
  'logGroupName',
  'vpcId',
] as const satisfies (keyof Outputs)[];

const experimentTemplateIds = z.record(z.string(), z.string());

/**
 * Prints the outputs of a deployment on stdout and writes them to their file.
 *
 * @throws ExitError when a stack is not deployed.
 */
export async function printOutputs(workbench: Workbench): Promise<void> {
  await initialize(workbench, stackNames);
  process.stdout.write(`${JSON.stringify(await collectOutputs(workbench), undefined, 2)}\n`);
}

/** Writes the outputs after some stacks were deployed, if the others are deployed as well. */
export async function refreshOutputs(workbench: Workbench, deployed: readonly StackName[]): Promise<void> {
  const others = stackNames.filter((stack) => !deployed.includes(stack));
  const missing = await notDeployed(workbench, others);
  if (missing.length === 0) await collectOutputs(workbench);
  else process.stderr.write(`The outputs are written once ${missing.join(', ')} is deployed.\n`);
}

/**
 * Reads the outputs of a deployment, whose stacks are initialized, and writes them to `outputs/<stage>-<suffix>.json`.
 *
 * @throws ExitError when a stack is not deployed.
 */
export async function collectOutputs(workbench: Workbench): Promise<Outputs> {
  const { stage } = workbench;
  const found: Record<string, unknown> = {};
  for (const stack of stackNames) {
    const { outputs } = await readState(workbench, stack);
    for (const [name, { value }] of Object.entries(outputs)) found[name] = value;
  }
  const outputs = {
    url: stage.url,
    ...(stage.awsEndpoint !== undefined && {
      caFile: localCloudFile('ca.pem'),
      awsCredentialsFile: localCredentialsFile,
      awsEndpoint: stage.awsEndpoint,
    }),
    region: stage.region,
    ...(stage.database.instanceIdentifier !== undefined && {
      databaseInstanceIdentifier: stage.database.instanceIdentifier,
    }),
    ...pickDeployed(found),
    ...(found['experimentTemplateIds'] !== undefined && {
      experimentTemplateIds: experimentTemplateIds.parse(found['experimentTemplateIds']),
    }),
    ...(await readVersions(workbench, 'service')),
  };
  const file = outputsFile(workbench);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${JSON.stringify(outputs, undefined, 2)}\n`);
  return outputs;
}

/** Where a deployment's outputs are written. */
export const outputsFile = ({ projectRoot, stage }: Workbench) =>
  join(projectRoot, 'outputs', `${stage.name}-${stage.environmentSuffix}.json`);

function pickDeployed(found: Readonly<Record<string, unknown>>) {
  const missing = deployedOutputs.filter((name) => typeof found[name] !== 'string');
  if (missing.length > 0)
    throw new ExitError('deployFailed', `the stage is not deployed completely: no ${missing.join(', ')}`);
  return Object.fromEntries(deployedOutputs.map((name) => [name, found[name]])) as Record<
    (typeof deployedOutputs)[number],
    string
  >;
}
