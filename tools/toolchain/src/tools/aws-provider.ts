import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installAtomically } from '../cache.ts';
import { exists, run, type Machine, type Work } from '../machine.ts';
import { buildProvider } from '../provider-build.ts';
import { AWS_PROVIDER, findProvider, PROVIDER_VERSIONS } from '../provider-mirror.ts';
import { firstThatWorks, type Tool } from '../tool.ts';
import { terraform } from './terraform.ts';

/** What Terraform must be run with to find the AWS provider. */
export interface TerraformEnvironment {
  readonly TF_CLI_CONFIG_FILE: string;
  readonly CHECKPOINT_DISABLE: '1';
  readonly [name: string]: string;
}

/** Where our own installations go: a filesystem mirror like any other. */
export const ownMirror = (machine: Machine) => join(machine.cacheDirectory, 'terraform-providers');

/** Terraform's AWS provider, in a filesystem mirror: Terraform links to it from there instead of copying 600 MB per stack. */
export const awsProvider: Tool<TerraformEnvironment> = {
  title: `AWS provider ${PROVIDER_VERSIONS}`,

  async find(machine) {
    const provider = await findProvider(machine, ownMirror(machine));
    if (!provider) return undefined;
    const file = await writeCliConfiguration(machine, provider.mirror);
    return {
      value: { TF_CLI_CONFIG_FILE: file, CHECKPOINT_DISABLE: '1' },
      description: `${provider.version} in ${provider.mirror}`,
    };
  },

  install: (work) =>
    firstThatWorks(
      work,
      awsProvider.title,
      [
        { by: 'terraform init', run: () => download(work) },
        {
          by: 'go build',
          run: () => installAtomically(ownMirror(work.machine), (to) => buildProvider(work, to)),
        },
      ],
      `Reach Terraform's registry, or name a filesystem mirror: export TF_PLUGIN_MIRROR=/path/to/mirror`,
    ),
};

/**
 * `terraform init` of an empty project, by the user's own CLI configuration. Its plugin cache has the layout of a
 * filesystem mirror.
 */
async function download(work: Work): Promise<void> {
  const found = await terraform.find(work.machine);
  if (!found) throw new Error('Terraform is not there');
  await installAtomically(ownMirror(work.machine), async (temporary) => {
    const project = join(temporary, 'project');
    await mkdir(project);
    await writeFile(
      join(project, 'main.tf.json'),
      JSON.stringify({
        terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: PROVIDER_VERSIONS } } },
      }),
    );
    await run(work, found.value, ['init', '-input=false', '-no-color'], {
      cwd: project,
      env: { TF_PLUGIN_CACHE_DIR: temporary, CHECKPOINT_DISABLE: '1' },
    });
    await rm(project, { recursive: true });
  });
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
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const file = join(machine.cacheDirectory, `terraform-${digest}.tfrc`);
  if (!(await exists(file))) {
    await mkdir(machine.cacheDirectory, { recursive: true });
    const temporary = `${file}.${process.pid}`;
    await writeFile(temporary, content);
    await rename(temporary, file);
  }
  return file;
}
