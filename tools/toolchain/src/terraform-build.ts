import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { installAtomically } from './cache.ts';
import { downloadModules, go, type GoModule } from './go.ts';
import { type Work } from './machine.ts';
import { copyFiles, filesBelow } from './module-files.ts';

export const TERRAFORM_VERSION = '1.11.4';

const MODULE = 'github.com/hashicorp/terraform';
/** The commit of the release's tag. */
const COMMIT_VERSION = 'v0.0.0-20250409131005-35645b8fca68';
/** Modules of their own in the same repository, which Terraform's `go.mod` replaces by the folders beside it. */
const NESTED: Readonly<Record<string, string>> = {
  'internal/backend/remote-state/azure': 'h1:290jDVNcsVCmxIak/cJFUuY4B+wP21kufNa2kxKIeAw=',
  'internal/backend/remote-state/consul': 'h1:WYEOA3pqvR1NIHAxdqvRLCMQQpNHlRzULTcMMsk3AGs=',
  'internal/backend/remote-state/cos': 'h1:kPZn4xD5Uo+bLTikQQVqP+jHXcVkzcOFe17WFdYC4vk=',
  'internal/backend/remote-state/gcs': 'h1:16o0g7CXt9i+XFsylw09CooLAOlxZzoalfoK6C7Q01c=',
  'internal/backend/remote-state/kubernetes': 'h1:FT1jfvR0GyWLbbmk0h++KWZcVEQlM0Jz93/AHASCAlE=',
  'internal/backend/remote-state/oss': 'h1:/kYfcpD8SlmtMGkzdPj6PdtTl6hXuz0zx6IfYRCzKP8=',
  'internal/backend/remote-state/pg': 'h1:5wrsAGerf788R1lrt/FQC1yrO+nxJYvVAdSt/ZDOKZY=',
  'internal/backend/remote-state/s3': 'h1:XX+IvrT3Fjv+jldRLarEMpZa3Iu2OPWi2kmnQg6tKtE=',
  'internal/legacy': 'h1:LQ3fkGWbLmObB6q24/B3RK6e3hTFNrlzep1AgfXt0zE=',
};

/** Each with the folder where Terraform's own build expects it. */
export const terraformModules: readonly (GoModule & { readonly folder: string })[] = [
  {
    folder: '.',
    path: MODULE,
    version: `v${TERRAFORM_VERSION}`,
    sum: 'h1:n5VVSuZsOLbQc9tpqny1mnd6cttyTwvEpLPVewj9UYA=',
  },
  ...Object.entries(NESTED).map(([folder, sum]) => ({
    folder,
    path: `${MODULE}/${folder}`,
    version: COMMIT_VERSION,
    sum,
  })),
];

/**
 * Builds Terraform from its Go modules. `go install` refuses it for the `replace` directives in its `go.mod`, and the
 * module's zip lacks the folders that these name: they are modules, too, and are put where the repository has them.
 *
 * @param file - the program to make
 */
export async function buildTerraform(work: Work, file: string): Promise<void> {
  const sources = await downloadModules(work, terraformModules);
  const build = await mkdtemp(join(tmpdir(), 'terraform-'));
  try {
    for (const [index, { folder }] of terraformModules.entries()) {
      const source = sources[index] ?? '';
      await copyFiles(source, join(build, folder), await filesBelow(source));
    }
    await renameGodebug(join(build, 'go.mod'));
    work.progress('building Terraform');
    await installAtomically(dirname(file), async (temporary) => {
      // As HashiCorp builds its releases; without their flag it calls itself a development version.
      const flags = ['-trimpath', '-ldflags', `-s -w -X ${MODULE}/version.dev=no`];
      await go(work, ['build', ...flags, '-o', join(temporary, basename(file)), '.'], {
        cwd: build,
        env: { CGO_ENABLED: '0' },
      });
    });
  } finally {
    await rm(build, { recursive: true, force: true });
  }
}

/** Since 1.24 Go calls this setting by another name, and refuses the old one. */
async function renameGodebug(goMod: string): Promise<void> {
  const content = await readFile(goMod, 'utf8');
  await writeFile(goMod, content.replace('godebug tlskyber=0', 'godebug tlsmlkem=0'));
}
