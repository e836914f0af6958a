import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitError } from '@edutechbr/cli';
import { installAtomically } from '../cache.ts';
import { ask, exists, findProgram, run, type Machine, type Work } from '../machine.ts';
import { installSystemPackages } from '../system-packages.ts';
import { type Tool } from '../tool.ts';

/** ministack's own requirement. */
const OLDEST_VERSION = '3.10';
const PROGRAMS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

const requirementsFile = join(import.meta.dirname, '../../../../apps/local-cloud/emulator/requirements.txt');

/** A Python of our own with the emulator's packages. */
export const python: Tool<string> = {
  title: "Python with the emulator's packages",
  sources: {
    pip: {
      description: 'a virtual environment, filled by pip with the packages whose hashes are pinned here',
      async find(machine) {
        const file = join(await directory(machine), 'bin/python');
        return (await exists(file)) ? { value: file, description: `at ${file}` } : undefined;
      },
      install,
    },
  },
  advice: `Reach a Python package index; Python >= ${OLDEST_VERSION} must be there`,
};

async function install(work: Work): Promise<void> {
  const base = await findBase(work);
  await installAtomically(await directory(work.machine), async (temporary) => {
    await run(work, base, ['-m', 'venv', temporary]);
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--require-hashes'];
    await run(work, join(temporary, 'bin/python'), [...pip, '--requirement', requirementsFile]);
  });
}

/** Other requirements make another folder, so that two versions of this repository can live side by side. */
async function directory(machine: Machine): Promise<string> {
  const requirements = await readFile(requirementsFile);
  const digest = createHash('sha256').update(requirements).digest('hex').slice(0, 12);
  return join(machine.cacheDirectory, `python-${digest}`);
}

/** A Python of the machine that can make virtual environments; Debian has that in a package of its own. */
async function findBase(work: Work): Promise<string> {
  const found = await findUsable(work.machine);
  if (found) return found;
  await installSystemPackages(work, [{ apt: 'python3-venv', brew: 'python3' }]);
  const installed = await findUsable(work.machine);
  if (installed) return installed;
  throw new ExitError('missingTool', `Python >= ${OLDEST_VERSION} is missing. Put python3 on the PATH`);
}

async function findUsable(machine: Machine): Promise<string | undefined> {
  const [major, minor] = OLDEST_VERSION.split('.');
  const check = `import sys, venv, ensurepip; print("usable", sys.version_info >= (${major}, ${minor}))`;
  for (const name of PROGRAMS) {
    const file = await findProgram(machine, name);
    if (file && (await ask(machine, file, '-c', check)).includes('usable True')) return file;
  }
  return undefined;
}
