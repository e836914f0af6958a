import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkspaceCopy } from './testing/workspace.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

/** The table in docs/aws.md: which change is deployed, and which stacks it can change. */
const rows = read('docs/aws.md')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, , deployed = '']) => deployed === 'yes' || deployed === 'no')
  .map(([, folders = '', deployed, stacks = '']) => ({
    folders: quoted(folders),
    isDeployed: deployed === 'yes',
    stacks: quoted(stacks),
  }));

/** Of what `nx graph --print` says. */
interface NxGraph {
  readonly graph: {
    readonly nodes: Readonly<Record<string, { readonly data: { readonly root: string } }>>;
    readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
  };
}

/** The project itself and all that it builds on: a change in one of them affects it. */
function projectsUsedBy(project: string, { dependencies }: NxGraph['graph']): string[] {
  const used = new Set([project]);
  for (const name of used) for (const { target } of dependencies[name] ?? []) used.add(target);
  return [...used];
}

const stacksFolder = 'apps/lms-infra/src/stacks';
const stackNames = ['network', 'cache', 'storage', 'edge', 'service'];

/** Types alone build nothing. What the stacks' base builds of it, all of them do. */
function stacksThatUse(library: string): string[] {
  const builds = (file: string) =>
    [...read(join(stacksFolder, file)).matchAll(/^import (?!type )(.*) from '(.*)';$/gm)].some(
      ([, names = '', from]) => from === library && names.split(',').some((name) => !/^\W*type /.test(name)),
    );
  const files = readdirSync(join(root, stacksFolder)).filter(builds);
  if (files.includes('stage-stack.ts')) return stackNames;
  return stackNames.filter((name) => files.includes(`${name}-stack.ts`));
}

jest.setTimeout(120_000);

describe('what a change has deployed', () => {
  const workspace = new WorkspaceCopy();
  afterAll(() => workspace.remove());

  const affected = (...files: string[]) =>
    workspace
      .nx(['show', 'projects', '--affected', '-t', 'deploy', '--files', files.join(',')])
      .split('\n')
      .filter((line) => line !== '');

  it('is the infrastructure for a library, and for the LMS, whose image it names', () => {
    expect(affected('libs/cache/src/session-cache.ts')).toEqual(['lms-infra']);
    expect(affected('apps/reference-lms/src/app.ts')).toEqual(['lms-infra']);
  });

  it('is nothing where docs/aws.md says so, nor for words beside the code', () => {
    const folders = rows.filter(({ isDeployed }) => !isDeployed).flatMap((row) => row.folders);
    const files = folders.map((path) => (path.endsWith('.md') ? path : `${path}/src/any.ts`));
    expect(affected(...files, 'libs/cache/README.md', 'apps/lms-infra/README.md')).toEqual([]);
  });

  it('is the infrastructure for each folder of which docs/aws.md says so', () => {
    const { graph } = JSON.parse(workspace.nx(['graph', '--print'])) as NxGraph;
    const folders = rows.filter(({ isDeployed }) => isDeployed).flatMap((row) => row.folders);
    const used = projectsUsedBy('lms-infra', graph).map((name) => graph.nodes[name]?.data.root);
    expect(folders.filter((folder) => !used.includes(folder))).toEqual([]);
  });
});

it.each(rows.filter(({ folders: [folder = ''] }) => folder.startsWith('libs/')))(
  'the stacks that docs/aws.md names for $folders are those that build something of it',
  ({ folders: [folder = ''], stacks }) => {
    expect(stacks).toEqual(stacksThatUse(folder.replace('libs/', '@edutechbr/')));
  },
);
