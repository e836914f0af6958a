import { releaseOrModule } from '../go-program.ts';
import { goArchitecture } from '../go.ts';
import { ask, type Machine } from '../machine.ts';
import { onPath } from '../programs.ts';
import { type Release } from '../release.ts';
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
    ...releaseOrModule({
      name: 'actionlint',
      version: VERSION,
      release,
      module: actionlintModule,
      folder: './cmd/actionlint',
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
