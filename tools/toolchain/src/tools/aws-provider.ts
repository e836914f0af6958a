import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsTypes } from '../aws-types.ts';
import { installAtomically } from '../cache.ts';
import { exists, run, type Machine, type Work } from '../machine.ts';
import { buildProvider, PROVIDER_MODULE } from '../provider-build.ts';
import {
  AWS_PROVIDER,
  findMirror,
  newestVersion,
  PRODUCTION_PROVIDER_VERSION,
  PROVIDER_VERSIONS,
  type MirroredProvider,
} from '../provider-mirror.ts';
import { findTool, type Found, type Source, type Tool } from '../tool.ts';
import { terraform } from './terraform.ts';

/** What Terraform must be run with to find the AWS provider. */
export interface TerraformEnvironment {
  readonly TF_CLI_CONFIG_FILE: string;
  readonly CHECKPOINT_DISABLE: '1';
  readonly [name: string]: string;
}

/** Terraform's AWS provider, in a filesystem mirror: Terraform links to it from there instead of copying 600 MB per stack. */
export const awsProvider: Tool<TerraformEnvironment> = {
  title: `AWS provider ${PROVIDER_VERSIONS}`,
  sources: {
    // The first, so that it is used where it is: the others may be older or newer than production's.
    init: ownMirror(
      `terraform-providers-${PRODUCTION_PROVIDER_VERSION}`,
      `${PRODUCTION_PROVIDER_VERSION}, which production has, by terraform init with the user's own CLI configuration; HashiCorp's signature is checked`,
      download,
    ),
    mirror: {
      description:
        "a filesystem mirror that is there: TF_PLUGIN_MIRROR, Terraform's own places, folders in /opt",
      find: async (machine) => asFound(machine, await findMirror(machine)),
    },
    build: ownMirror(
      `terraform-providers-build-${digest(JSON.stringify([PROVIDER_MODULE, awsTypes]))}`,
      'built from a Go module, its sum pinned here, with the services that the stacks use',
      buildProvider,
    ),
  },
  advice: `Reach Terraform's registry, or name a filesystem mirror: export TF_PLUGIN_MIRROR=/path/to/mirror`,
};

/** A filesystem mirror of our own in the cache folder. */
function ownMirror(
  name: string,
  description: string,
  fill: (work: Work, mirror: string) => Promise<void>,
): Source<TerraformEnvironment> {
  const place = (machine: Machine) => join(machine.cacheDirectory, name);
  return {
    description,
    async find(machine) {
      const mirror = place(machine);
      const version = await newestVersion(machine, mirror);
      return asFound(machine, version ? { mirror, version } : undefined);
    },
    install: (work) => installAtomically(place(work.machine), (temporary) => fill(work, temporary)),
  };
}

async function asFound(
  machine: Machine,
  provider: MirroredProvider | undefined,
): Promise<Found<TerraformEnvironment> | undefined> {
  if (!provider) return undefined;
  const file = await writeCliConfiguration(machine, provider.mirror);
  return {
    value: { TF_CLI_CONFIG_FILE: file, CHECKPOINT_DISABLE: '1' },
    description: `${provider.version} in ${provider.mirror}`,
  };
}

/**
 * `terraform init` of an empty project, by the user's own CLI configuration. Its plugin cache has the layout of a
 * filesystem mirror.
 */
async function download(work: Work, mirror: string): Promise<void> {
  const found = await findTool(terraform, work.machine);
  if (!found) throw new Error('Terraform is not there');
  const project = join(mirror, 'project');
  await mkdir(project);
  await writeFile(
    join(project, 'main.tf.json'),
    JSON.stringify({
      terraform: {
        required_providers: { aws: { source: 'hashicorp/aws', version: PRODUCTION_PROVIDER_VERSION } },
      },
    }),
  );
  await run(work, found.value, ['init', '-input=false', '-no-color'], {
    cwd: project,
    env: { TF_PLUGIN_CACHE_DIR: mirror, CHECKPOINT_DISABLE: '1' },
  });
  await rm(project, { recursive: true });
}

/** Named by its content, so that runs with different mirrors do not disturb each other. */
async function writeCliConfiguration(machine: Machine, mirror: string): Promise<string> {
  const content = [
    'disable_checkpoint = true',
    'provider_installation {',
    '  filesystem_mirror {',
    `    path    = ${JSON.stringify(mirror)}`,
    `    include = [${JSON.stringify(AWS_PROVIDER)}]`,
    '  }',
    '}',
    '',
  ].join('\n');
  const file = join(machine.cacheDirectory, `terraform-${digest(content)}.tfrc`);
  if (!(await exists(file))) {
    await mkdir(machine.cacheDirectory, { recursive: true });
    const temporary = `${file}.${process.pid}`;
    await writeFile(temporary, content);
    await rename(temporary, file);
  }
  return file;
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
