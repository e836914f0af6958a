import { ExitError } from '@edutechbr/cli';
import { ask, findProgram, run, type Machine, type Work } from './machine.ts';
import { type SystemPackage } from './tool.ts';

/**
 * Installs packages by the system's own package manager.
 *
 * @throws ExitError with the one command to run where it is not allowed to us
 */
export async function installSystemPackages(work: Work, packages: readonly SystemPackage[]): Promise<void> {
  if (await findProgram(work.machine, 'apt-get')) {
    await installByApt(
      work,
      packages.map(({ apt }) => apt),
    );
  } else {
    await installByBrew(
      work,
      packages.map(({ brew }) => brew),
    );
  }
}

async function installByApt(work: Work, names: readonly string[]): Promise<void> {
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...names];
  const prefix = await rootPrefix(work.machine);
  if (!prefix) throw missing(names, `sudo ${install.join(' ')}`);
  const asRoot = async (command: readonly string[]) => {
    const [file = '', ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command];
    await run(work, file, args);
  };
  await asRoot(['apt-get', 'update']);
  await asRoot(install);
}

/** How to become root; undefined when a password would be asked for. */
async function rootPrefix(machine: Machine): Promise<readonly string[] | undefined> {
  if ((await ask(machine, 'id', '-u')).trim() === '0') return [];
  const sudo = await findProgram(machine, 'sudo');
  return sudo && (await ask(machine, sudo, '-n', 'echo', 'allowed')).trim() === 'allowed'
    ? [sudo, '-n']
    : undefined;
}

async function installByBrew(work: Work, names: readonly string[]): Promise<void> {
  const brew = await findProgram(work.machine, 'brew');
  if (!brew) throw missing(names, `brew install ${names.join(' ')}`);
  await run(work, brew, ['install', ...names]);
}

const missing = (names: readonly string[], command: string) =>
  new ExitError('missingTool', `${names.join(' and ')} missing. Run: ${command}`);
