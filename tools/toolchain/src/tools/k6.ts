import { buildProgram, goArchitecture } from '../go.ts';
import { ask, type Machine } from '../machine.ts';
import { onPath, ownProgram } from '../programs.ts';
import { installRelease, type Release } from '../release.ts';
import { type Tool } from '../tool.ts';

const VERSION = '2.2.0';

/** Those that the load test was run with: what k6 exports and logs may be another thing in the next one. */
const TESTED_VERSIONS = '2.2.x';

export const k6Module = {
  path: 'go.k6.io/k6/v2',
  version: `v${VERSION}`,
  sum: 'h1:FXtQJeClRQm25eraUvz/cbn2xcYZThs6cv2lBnid8tM=',
};

/** The load generator. */
export const k6: Tool<string> = {
  title: `k6 ${TESTED_VERSIONS}`,
  sources: {
    path: onPath({
      name: 'k6',
      versions: TESTED_VERSIONS,
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
      description: `built from the Go module of ${VERSION}, its sum pinned here`,
      install: (work, file) => buildProgram(work, k6Module, '.', file),
    }),
  },
  advice: `Install Go (or reach k6's releases) and run: go install ${k6Module.path}@${k6Module.version}`,
};

/** No sums of our own: none of its releases could be reached where this was written. */
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
