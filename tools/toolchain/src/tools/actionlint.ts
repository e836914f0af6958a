import { buildProgram, goArchitecture } from '../go.ts';
import { ask, type Machine } from '../machine.ts';
import { onPath, ownProgram } from '../programs.ts';
import { installRelease, type Release } from '../release.ts';
import { type Tool } from '../tool.ts';

const VERSION = '1.7.12';

const actionlintModule = {
  path: 'github.com/rhysd/actionlint',
  version: `v${VERSION}`,
  sum: 'h1:vQ4GeJN86C0QH+gTUQcs8McmK62OLT3kmakPMtEWYnY=',
};

/** Checks the workflows of GitHub Actions. */
export const actionlint: Tool<string> = {
  title: 'actionlint >= 1.7.7',
  sources: {
    path: onPath({
      name: 'actionlint',
      versions: '>=1.7.7',
      version: async (machine, file) => /^v?(\d+\.\d+\.\d+)/.exec(await ask(machine, file, '-version'))?.[1],
    }),
    release: ownProgram({
      name: 'actionlint',
      version: VERSION,
      source: 'release',
      description: `download of release ${VERSION}, checked against the sums that its vendor lists`,
      install: (work, file) => installRelease(work, release(work.machine), file),
    }),
    go: ownProgram({
      name: 'actionlint',
      version: VERSION,
      source: 'go',
      description: `built from the Go module of ${VERSION}, its sum pinned here`,
      install: (work, file) => buildProgram(work, actionlintModule, './cmd/actionlint', file),
    }),
  },
  advice: `Install Go (or reach actionlint's releases) and run: go install ${actionlintModule.path}/cmd/actionlint@${actionlintModule.version}`,
};

function release({ platform, architecture }: Machine): Release {
  const folder = `https://github.com/rhysd/actionlint/releases/download/v${VERSION}`;
  return {
    url: `${folder}/actionlint_${VERSION}_${platform}_${goArchitecture(architecture)}.tar.gz`,
    checksum: { listUrl: `${folder}/actionlint_${VERSION}_checksums.txt` },
    program: 'actionlint',
  };
}
