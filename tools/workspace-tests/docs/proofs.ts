import { filesAt, textOf } from './workspace-files.ts';

/** What a document cites as the proof of a sentence. */
export interface Proof {
  /** A file or a folder. */
  readonly path: string;
  /** Parts of the names of tests in the file, or ids in the folder's code. */
  readonly names: readonly string[];
}

const name = /"[^"]+"|`[^`\s/]+`/;
const citation = new RegExp(
  `\`(?<path>[^\`\\s]+)\`:\\s+(?<names>(?:${name.source})(?:,\\s+(?:${name.source}))*)|\`(?<file>[^\`\\s]*/[^\`\\s]*)\``,
  'g',
);

/** The proofs in a text: `path`: "a test", `an-id`; or a path alone. */
export function proofsIn(text: string): Proof[] {
  return [...text.matchAll(citation)].map(({ groups = {} }) => ({
    path: groups['path'] ?? groups['file'] ?? '',
    names: (groups['names']?.match(new RegExp(name, 'g')) ?? []).map((quoted) => quoted.slice(1, -1)),
  }));
}

/**
 * What is wrong with a proof: that its file or one of its names does not exist.
 *
 * @param folders where its path may begin
 */
export function faultsOf({ path, names }: Proof, folders: readonly string[] = ['']): string[] {
  const files = folders.map((folder) => filesAt(folder + path)).find((found) => found.length > 0) ?? [];
  if (files.length === 0) return [`there is no ${path}`];
  return names
    .filter((name) => !files.some((file) => says(file, file.endsWith(path) ? name : `'${name}'`)))
    .map((name) => `${path} has no "${name}"`);
}

/** A comment proves nothing. */
function says(file: string, name: string): boolean {
  return textOf(file)
    .split('\n')
    .some((line) => line.includes(name) && !/^\s*(\/\/|\/?\*|#)/.test(line));
}
