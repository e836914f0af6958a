import { devNull } from 'node:os';
import { goArchitecture } from '../go.ts';
import { ask, type Machine } from '../machine.ts';
import { onPath, ownProgram } from '../programs.ts';
import { installRelease, type Release } from '../release.ts';
import { buildTerraform, TERRAFORM_VERSION } from '../terraform-build.ts';
import { type Tool } from '../tool.ts';

/** The first with S3's native state locking. */
const OLDEST_VERSION = '1.10.0';

/** SHA-256 of the archives, as HashiCorp's Homebrew tap lists them. */
const SUMS: Readonly<Record<string, string>> = {
  linux_amd64: '1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc',
  linux_arm64: 'a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633',
  darwin_amd64: 'a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b',
  darwin_arm64: '867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18',
};

export const terraform: Tool<string> = {
  title: `Terraform >= ${OLDEST_VERSION}`,
  sources: {
    path: onPath({ name: 'terraform', versions: `>=${OLDEST_VERSION}`, version: versionOf }),
    release: ownProgram({
      name: 'terraform',
      version: TERRAFORM_VERSION,
      source: 'release',
      description: `download of release ${TERRAFORM_VERSION}, its sum pinned here`,
      install: async (work, file) => installRelease(work, release(work.machine), file),
    }),
    build: ownProgram({
      name: 'terraform',
      version: TERRAFORM_VERSION,
      source: 'build',
      description: `built from the Go modules of ${TERRAFORM_VERSION}, their sums pinned here`,
      install: buildTerraform,
    }),
  },
  advice: `Put Terraform on the PATH; on macOS: brew install hashicorp/tap/terraform`,
};

async function versionOf(machine: Machine, file: string): Promise<string | undefined> {
  // A CLI configuration that does not exist would be complained about, and the check for news would take seconds.
  const quiet = { ...machine.environment, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: '1' };
  const answer = await ask({ ...machine, environment: quiet }, file, 'version', '-json');
  return /"terraform_version": *"([^"]+)"/.exec(answer)?.[1];
}

function release({ platform, architecture }: Machine): Release {
  const system = `${platform}_${goArchitecture(architecture)}`;
  const sha256 = SUMS[system];
  if (!sha256) throw new Error(`no sum is known of Terraform ${TERRAFORM_VERSION} for ${system}`);
  const folder = `https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}`;
  return {
    url: `${folder}/terraform_${TERRAFORM_VERSION}_${system}.zip`,
    checksum: { sha256 },
    program: 'terraform',
  };
}
