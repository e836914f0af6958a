import { releaseOrModule } from '../go-program.ts';
import { goArchitecture } from '../go.ts';
import { ask, type Machine } from '../machine.ts';
import { onPath } from '../programs.ts';
import { type Release } from '../release.ts';
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
    ...releaseOrModule({ name: 'k6', version: VERSION, release, module: k6Module, folder: '.' }),
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
