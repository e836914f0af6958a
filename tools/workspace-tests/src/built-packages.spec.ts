import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './testing/run.ts';
import { workspaceRoot } from './testing/workspace.ts';

jest.setTimeout(60_000);

interface PackageJson {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

const folders = readdirSync(join(workspaceRoot, 'libs')).map((name) => join(workspaceRoot, 'libs', name));
const libraries = folders.map((folder) => {
  const manifest: PackageJson = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { folder, ...manifest };
});

/** Without the condition `@edutechbr/source`, as whoever is outside of this workspace: what is imported was built. */
const node = (...args: string[]) => JSON.parse(run('node', args, { cwd: workspaceRoot }));

describe.each(libraries)('the built package $name', ({ name, folder, exports }) => {
  it('can be required by plain Node', () => {
    const script = `console.log(JSON.stringify([require.resolve('${name}'), Object.keys(require('${name}'))]))`;
    const [file, exported] = node('--eval', script);
    expect(file).toBe(join(folder, 'dist/index.js'));
    expect(exported).not.toEqual([]);
  });

  it('can be imported by plain Node, by the same names', () => {
    const script = `
      import * as imported from '${name}';
      import required from '${name}';
      console.log(JSON.stringify(Object.keys(required).filter((name) => imported[name] !== required[name])));`;
    expect(node('--input-type=module', '--eval', script)).toEqual([]);
  });

  it('exports only files that exist', () => {
    const files = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? target : Object.values(target),
    );
    const missing = files.filter((file) => !existsSync(join(folder, file)));
    expect(missing).toEqual([]);
  });
});

describe('the built packages', () => {
  it('bring their types: nothing that they export is any', () => {
    const consumer = join(mkdtempSync(join(tmpdir(), 'consumer-')), 'consumer.mts');
    const lines = libraries.map(
      ({ name }, index) => `
        import * as library${index} from '${name}';
        export const isAny${index}: IsAny<(typeof library${index})[keyof typeof library${index}]> = false;`,
    );
    writeFileSync(consumer, ['type IsAny<T> = 0 extends 1 & T ? true : false;', ...lines].join('\n'));
    const options = '--noEmit --strict --skipLibCheck --module nodenext --target es2023 --types node'.split(
      ' ',
    );
    expect(
      run(join(workspaceRoot, 'node_modules/.bin/tsc'), [...options, consumer], { cwd: workspaceRoot }),
    ).toBe('');
  });
});
