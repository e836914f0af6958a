import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { rsort, satisfies, valid } from 'semver';
import { goArchitecture } from './go.ts';
import { type Machine } from './machine.ts';

export const AWS_PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** What the stacks work with: the bindings write for 6.25.0, and nothing that 5.100.0 does not know. */
export const PROVIDER_VERSIONS = '>= 5.100.0, < 7.0.0';

/** What AWS stages are deployed with: the version that the bindings were made from. */
export const PRODUCTION_PROVIDER_VERSION = '6.25.0';

export interface MirroredProvider {
  /** The folder that holds `registry.terraform.io`. */
  readonly mirror: string;
  readonly version: string;
}

/** Looks for a filesystem mirror with a usable AWS provider for this machine, where Terraform and people keep them. */
export async function findMirror(machine: Machine): Promise<MirroredProvider | undefined> {
  for (const mirror of await mirrors(machine)) {
    const version = await newestVersion(machine, mirror);
    if (version) return { mirror, version };
  }
  return undefined;
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories, and two more. */
async function mirrors({ environment, knownMirrorParents }: Machine): Promise<string[]> {
  const home = environment['HOME'] ?? '';
  const dataHome = environment['XDG_DATA_HOME'] || join(home, '.local/share');
  const dataDirectories = (environment['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(delimiter);
  const given = environment['TF_PLUGIN_MIRROR'];
  return [
    ...(given ? [given] : []),
    join(home, '.terraform.d/plugins'),
    ...[dataHome, ...dataDirectories].map((directory) => join(directory, 'terraform/plugins')),
    ...['', home].map((root) => join(root || '/', 'Library/Application Support/io.terraform/plugins')),
    ...(await Promise.all(knownMirrorParents.map(foldersIn))).flat(),
  ];
}

async function foldersIn(parent: string): Promise<string[]> {
  return (await namesIn(parent)).map((name) => join(parent, name));
}

/** The newest usable version of the AWS provider in a filesystem mirror. */
export async function newestVersion(machine: Machine, mirror: string): Promise<string | undefined> {
  const target = `${machine.platform}_${goArchitecture(machine.architecture)}`;
  const versions: string[] = [];
  // An unpacked mirror only: from a packed one Terraform would unpack 600 MB into each stack.
  for (const version of (await namesIn(join(mirror, AWS_PROVIDER))).filter((name) => valid(name))) {
    const files = await namesIn(join(mirror, AWS_PROVIDER, version, target));
    if (satisfies(version, PROVIDER_VERSIONS.replace(',', '')) && files.some(isProvider))
      versions.push(version);
  }
  return rsort(versions)[0];
}

const isProvider = (file: string) => file.startsWith('terraform-provider-aws');

const namesIn = (directory: string) => readdir(directory).catch(() => []);
