import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The command line of a program that the kernel kills when this process dies, however it dies (`setpriv` of util-linux);
 * the plain one where there is no `setpriv`.
 */
export function dieWithParent(file: string, args: readonly string[]): readonly [string, ...string[]] {
  const setpriv = findOnPath('setpriv');
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--', file, ...args] : [file, ...args];
}

/** @returns the file of a program on PATH, undefined when there is none */
export function findOnPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
