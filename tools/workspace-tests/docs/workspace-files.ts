import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the workspace that these tests are part of. */
export const root = join(__dirname, '../../..');

/** Folders of what was installed, built, or left by a run: nobody wrote what is in them. */
export const made: readonly string[] = [
  'node_modules',
  'dist',
  'out-tsc',
  'cdktf.out',
  'test-results',
  'results',
  'outputs',
  'state',
  'logs',
];

const written = /\.(ts|mjs|cjs|js|py|sh|md|json|yml)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return made.includes(entry.name) || isHidden(entry.name) ? [] : filesBelow(path);
    return written.test(entry.name) && entry.name !== 'package-lock.json' ? [path] : [];
  });
}

const isHidden = (folder: string) => folder.startsWith('.') && folder !== '.github';

/** Every text that somebody wrote, by its path relative to the workspace's root. Without git: a copy may have none. */
export const texts: ReadonlyMap<string, string> = new Map(
  filesBelow('').map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

/** @throws when there is no such file */
export function textOf(path: string): string {
  const text = texts.get(path);
  if (text === undefined) throw new Error(`there is no ${path}`);
  return text;
}

/** The files that a path means: itself, or all that are below it. */
export function filesAt(path: string): string[] {
  const folder = path.endsWith('/') ? path : `${path}/`;
  return [...texts.keys()].filter((file) => file === path || file.startsWith(folder));
}
