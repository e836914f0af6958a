import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { made, root, textOf, texts } from './workspace-files.ts';

const documents = [...texts].filter(([file]) => file.endsWith('.md'));

interface Project {
  readonly nx?: { readonly name: string; readonly targets?: Readonly<Record<string, unknown>> };
}

/** What Nx infers from the files of a project, beside the targets that its package.json names. */
const inferred = ['build', 'lint', 'test', 'typecheck'];

const targets = new Set(
  [...texts.keys()]
    .filter((file) => file.endsWith('package.json'))
    .map((file): Project => JSON.parse(textOf(file)))
    .flatMap(({ nx }) =>
      [...inferred, ...Object.keys(nx?.targets ?? {})].map((target) => `${nx?.name}:${target}`),
    ),
);

const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(textOf('package.json'));

describe.each(documents)('%s', (file, text) => {
  it('links to what exists', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(file), link)))).toEqual([]);
  });

  it('names files and folders that exist', () => {
    const paths = [...text.matchAll(/`((?:apps|libs|load-tests|tools|docs)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    );
    const written = paths.filter((path) => !path.split('/').some((part) => made.includes(part)));
    expect(written.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names commands that exist', () => {
    const nx = [...text.matchAll(/\bnx run ([\w-]+(?::[\w-]+)?)/g)].map(([, command]) => command ?? '');
    const npm = [...text.matchAll(/\bnpm run (?:--silent )?([\w-]+)/g)].map(([, script]) => script ?? '');
    const target = (command: string) => (command.includes(':') ? command : `${command}:run`);
    expect(nx.filter((command) => !targets.has(target(command)))).toEqual([]);
    expect(npm.filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});
