import { childEnvironment, runProgram } from '@edutechbr/cli';
import { ensureTools, PRODUCTION_PROVIDER_VERSION } from '@edutechbr/toolchain';
import { execa } from 'execa';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './project-root.ts';
import { providerLock } from './provider-lock.ts';

/** Who deploys to AWS: CI, and people on Linux and on Macs. */
const platforms = ['linux_amd64', 'linux_arm64', 'darwin_arm64'];

/** Asks Terraform's registry for the hashes of production's provider, and keeps them. */
runProgram(async (signal) => {
  const { terraform } = await ensureTools(['terraform'], { signal });
  const folder = await mkdtemp(join(tmpdir(), 'provider-lock-'));
  try {
    const aws = { source: 'hashicorp/aws', version: PRODUCTION_PROVIDER_VERSION };
    const project = { terraform: { required_providers: { aws } } };
    await writeFile(join(folder, 'main.tf.json'), JSON.stringify(project));
    await execa(terraform, ['providers', 'lock', ...platforms.map((platform) => `-platform=${platform}`)], {
      cwd: folder,
      ...childEnvironment('terraform'),
      stdio: 'inherit',
      cancelSignal: signal,
    });
    await copyFile(join(folder, '.terraform.lock.hcl'), providerLock(projectRoot));
  } finally {
    await rm(folder, { recursive: true });
  }
});
