import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsTypes } from './aws-types.ts';
import { downloadModules, go, goArchitecture, type GoModule } from './go.ts';
import { type Work } from './machine.ts';
import { AWS_PROVIDER } from './provider-mirror.ts';
import { servicesOf } from './provider-services.ts';
import { trimProvider } from './provider-trim.ts';

/** A fork: HashiCorp's own releases cannot be named as module versions, their major version is not in the module path. */
export const PROVIDER_MODULE: GoModule = {
  path: 'github.com/upbound/terraform-provider-aws',
  version: 'v0.0.0-20260305123303-f7691456b787',
  sum: 'h1:dJlp2eNgY/iVKTPINdguYlHbHc9CtXBZKmQmqYq0REs=',
};

/**
 * Builds the AWS provider, cut to the services of the stacks, into a filesystem mirror. All services would take an
 * hour.
 */
export async function buildProvider(work: Work, mirror: string): Promise<void> {
  const { platform, architecture } = work.machine;
  const [source = ''] = await downloadModules(work, [PROVIDER_MODULE]);
  const build = await mkdtemp(join(tmpdir(), 'terraform-provider-aws-'));
  try {
    const services = await trimProvider(source, build, await servicesOf(source, awsTypes));
    work.progress(`building the AWS provider with ${services.length} services`);
    const version = (await readFile(join(source, 'version/VERSION'), 'utf8')).trim();
    const directory = join(mirror, AWS_PROVIDER, version, `${platform}_${goArchitecture(architecture)}`);
    const file = join(directory, `terraform-provider-aws_v${version}`);
    await mkdir(directory, { recursive: true });
    // Without the path of the temporary folder in it, what an interrupted build compiled is found again.
    await go(work, ['build', '-trimpath', '-ldflags', '-s -w', '-o', file, '.'], { cwd: build });
  } finally {
    await rm(build, { recursive: true, force: true });
  }
}
