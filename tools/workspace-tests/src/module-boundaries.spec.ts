import { join } from 'node:path';
import { run } from './testing/run.ts';
import { WorkspaceCopy } from './testing/workspace.ts';

jest.setTimeout(120_000);

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly message: string }[];
}

/** Imports that nobody has written yet, and what lint says of them. */
const imports = [
  { importer: 'libs/network', imported: '@edutechbr/foundation', verdict: 'allowed' },
  { importer: 'libs/network', imported: '@edutechbr/cache', verdict: 'Circular dependency' },
  { importer: 'libs/cache', imported: '@edutechbr/network', verdict: 'allowed' },
  { importer: 'libs/cache', imported: '@edutechbr/storage', verdict: 'can only depend on libs tagged' },
  { importer: 'libs/cache', imported: '../../storage/src/index.ts', verdict: 'relative or absolute path' },
  { importer: 'libs/cache', imported: '@edutechbr/lms-infra', verdict: 'Circular dependency' },
  { importer: 'libs/cache', imported: '@edutechbr/load-tests', verdict: 'can only depend on libs tagged' },
  { importer: 'load-tests', imported: '@edutechbr/cli', verdict: 'allowed' },
  { importer: 'load-tests', imported: '@edutechbr/lms-infra', verdict: 'can only depend on libs tagged' },
  { importer: 'libs/cache', imported: '@cdktf/provider-aws/lib/vpc', verdict: 'allowed' },
  { importer: 'libs/cache', imported: '@cdktf/provider-aws', verdict: 'the barrel costs seconds' },
  { importer: 'libs/cache', imported: '@cdktf/provider-aws/lib', verdict: 'the barrel costs seconds' },
].map((entry, index) => ({ ...entry, file: join(entry.importer, `src/import-${index}.ts`) }));

describe('an import', () => {
  const workspace = new WorkspaceCopy();
  afterAll(() => workspace.remove());

  const messages = new Map<string, readonly string[]>();

  beforeAll(() => {
    // The project graph, which ESLint's rule reads, as it is before somebody adds one of the imports.
    workspace.nx(['show', 'projects']);
    for (const { file, imported } of imports) workspace.write(file, `import '${imported}';\n`);
    for (const importer of new Set(imports.map(({ importer }) => importer)))
      for (const result of lint(importer))
        messages.set(
          result.filePath,
          result.messages.map(({ message }) => message),
        );
  });

  /** In the importer's folder, as `nx lint` runs ESLint. */
  const lint = (importer: string): LintResult[] => {
    const script = `
      const { ESLint } = require('eslint');
      new ESLint().lintFiles('src/import-*.ts').then((results) => console.log(JSON.stringify(results)));`;
    return JSON.parse(run('node', ['--eval', script], { cwd: join(workspace.root, importer) }));
  };

  it.each(imports)('of $imported by $importer: $verdict', ({ file, verdict }) => {
    const found = messages.get(join(workspace.root, file));
    expect(found).toEqual(verdict === 'allowed' ? [] : [expect.stringContaining(verdict)]);
  });
});
