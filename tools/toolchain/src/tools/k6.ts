import { dirname } from 'node:path';
import { installAtomically } from '../cache.ts';
import { go, goArchitecture } from '../go.ts';
import { ask, type Machine } from '../machine.ts';
import { onPath, ownProgram } from '../programs.ts';
import { installRelease, type Release } from '../release.ts';
import { type Tool } from '../tool.ts';

const VERSION = '1.8.1';
const OLDEST_VERSION = '1.8.0';

/** The load generator. */
export const k6: Tool<string> = {
  title: `k6 >= ${OLDEST_VERSION}`,
  sources: {
    path: onPath({
      name: 'k6',
      oldestVersion: OLDEST_VERSION,
      version: async (machine, file) => /v(\d+\.\d+\.\d+)/.exec(await ask(machine, file, 'version'))?.[1],
    }),
    release: ownProgram({
      name: 'k6',
      version: VERSION,
      source: 'release',
      description: `download of release ${VERSION}, checked against the sums that its vendor lists`,
      install: (work, file) => installRelease(work, release(work.machine), file),
    }),
    go: ownProgram({
      name: 'k6',
      version: VERSION,
      source: 'go',
      description: `go install of ${VERSION}, checked by Go's checksum database`,
      install: (work, file) =>
        installAtomically(dirname(file), async (temporary) => {
          await go(work, ['install', '-trimpath', `go.k6.io/k6@v${VERSION}`], { env: { GOBIN: temporary } });
        }),
    }),
  },
  advice: `Install Go (or reach k6's releases) and run: go install go.k6.io/k6@v${VERSION}`,
};

/** No sums of our own: none of its releases since 1.8.0 could be reached where this was written. */
function release({ platform, architecture }: Machine): Release {
  const [system, ending] = platform === 'darwin' ? ['macos', 'zip'] : [platform, 'tar.gz'];
  const name = `k6-v${VERSION}-${system}-${goArchitecture(architecture)}`;
  const folder = `https://github.com/grafana/k6/releases/download/v${VERSION}`;
  return {
    url: `${folder}/${name}.${ending}`,
    checksum: { listUrl: `${folder}/k6-v${VERSION}-checksums.txt` },
    program: `${name}/k6`,
  };
}
