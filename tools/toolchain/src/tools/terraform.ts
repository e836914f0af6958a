import { devNull } from 'node:os';
import { join } from 'node:path';
import { gte, parse } from 'semver';
import { installAtomically } from '../cache.ts';
import { goArchitecture } from '../go.ts';
import { ask, exists, findProgram, type Machine, type Work } from '../machine.ts';
import { downloadRelease } from '../release.ts';
import { firstThatWorks, type Tool } from '../tool.ts';

const VERSION = '1.11.4';
/** The first with S3's native state locking. */
const OLDEST_VERSION = '1.10.0';

const directory = (machine: Machine) => join(machine.cacheDirectory, `terraform-${VERSION}`);
const program = (machine: Machine) => join(directory(machine), 'terraform');

/** Terraform. It cannot be built by `go install`: since 1.10 its module replaces other modules, which that refuses. */
export const terraform: Tool<string> = {
  title: `Terraform >= ${OLDEST_VERSION}`,

  async find(machine) {
    const onPath = await findProgram(machine, 'terraform');
    const version = onPath && parse(await versionOf(machine, onPath));
    if (version && gte(version, OLDEST_VERSION))
      return { value: onPath, description: `${version.version} at ${onPath}` };
    if (await exists(program(machine)))
      return { value: program(machine), description: `${VERSION} at ${program(machine)}` };
    return undefined;
  },

  install: (work) =>
    firstThatWorks(
      work,
      terraform.title,
      [{ by: 'download of the release', run: () => downloadTerraform(work) }],
      `Put Terraform on the PATH; on macOS: brew install hashicorp/tap/terraform`,
    ),
};

async function versionOf(machine: Machine, file: string): Promise<string | undefined> {
  // A CLI configuration that does not exist would be complained about, and the check for news would take seconds.
  const quiet = { ...machine.environment, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: '1' };
  const answer = await ask({ ...machine, environment: quiet }, file, 'version', '-json');
  return /"terraform_version": *"([^"]+)"/.exec(answer)?.[1];
}

async function downloadTerraform(work: Work): Promise<void> {
  const { platform, architecture } = work.machine;
  const folder = `https://releases.hashicorp.com/terraform/${VERSION}`;
  await installAtomically(directory(work.machine), async (temporary) => {
    await downloadRelease(
      work,
      {
        url: `${folder}/terraform_${VERSION}_${platform}_${goArchitecture(architecture)}.zip`,
        checksumsUrl: `${folder}/terraform_${VERSION}_SHA256SUMS`,
        program: 'terraform',
      },
      temporary,
    );
  });
}
