import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { gte, parse } from 'semver';
import { installAtomically } from '../cache.ts';
import { go, goArchitecture } from '../go.ts';
import { ask, exists, findProgram, type Machine, type Work } from '../machine.ts';
import { downloadRelease, type Release } from '../release.ts';
import { firstThatWorks, type Tool } from '../tool.ts';

const VERSION = '1.8.1';
const OLDEST_VERSION = '1.8.0';

const directory = (machine: Machine) => join(machine.cacheDirectory, `k6-${VERSION}`);
const program = (machine: Machine) => join(directory(machine), 'k6');

/** The load generator. */
export const k6: Tool<string> = {
  title: `k6 >= ${OLDEST_VERSION}`,

  async find(machine) {
    const onPath = await findProgram(machine, 'k6');
    const version = onPath && parse(/v(\d+\.\d+\.\d+)/.exec(await ask(machine, onPath, 'version'))?.[1]);
    if (version && gte(version, OLDEST_VERSION))
      return { value: onPath, description: `${version.version} at ${onPath}` };
    if (await exists(program(machine)))
      return { value: program(machine), description: `${VERSION} at ${program(machine)}` };
    return undefined;
  },

  install: (work) =>
    firstThatWorks(
      work,
      k6.title,
      [
        { by: 'download of the release', run: () => downloadK6(work) },
        { by: 'go install', run: () => buildK6(work) },
      ],
      `Install Go (or reach k6's releases) and run: go install go.k6.io/k6@v${VERSION}`,
    ),
};

async function downloadK6(work: Work): Promise<void> {
  await installAtomically(directory(work.machine), async (temporary) => {
    const file = await downloadRelease(work, release(work.machine), temporary);
    await rename(file, join(temporary, 'k6'));
  });
}

function release({ platform, architecture }: Machine): Release {
  const [system, ending] = platform === 'darwin' ? ['macos', 'zip'] : [platform, 'tar.gz'];
  const name = `k6-v${VERSION}-${system}-${goArchitecture(architecture)}`;
  const folder = `https://github.com/grafana/k6/releases/download/v${VERSION}`;
  return {
    url: `${folder}/${name}.${ending}`,
    checksumsUrl: `${folder}/k6-v${VERSION}-checksums.txt`,
    program: `${name}/k6`,
  };
}

/** About 3 minutes on 2 cores; Go's checksum database vouches for the source. */
async function buildK6(work: Work): Promise<void> {
  await installAtomically(directory(work.machine), async (temporary) => {
    await go(work, ['install', `go.k6.io/k6@v${VERSION}`], { env: { GOBIN: temporary } });
  });
}
