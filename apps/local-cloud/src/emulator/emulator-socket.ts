import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findFolders } from '../machine/folders.ts';
import type { Folders } from '../types.ts';

/** Where the emulator listens: in a folder that only this user enters. */
export const emulatorSocket = ({ sockets }: Pick<Folders, 'sockets'> = findFolders()): string =>
  join(sockets, 'emulator', 'emulator.sock');

export function makeEmulatorFolder(folders: Folders): void {
  mkdirSync(join(emulatorSocket(folders), '..'), { recursive: true, mode: 0o700 });
}

export interface EmulatorAnswer {
  readonly status: number;
  readonly text: string;
}

/** It answers within milliseconds, unless it hangs. */
export const SECONDS_TO_ANSWER = 10;

/**
 * Asks the emulator itself, which no network leads to.
 *
 * @throws Error when it does not answer in time
 */
export async function askEmulator(method: string, path: string, body?: object): Promise<EmulatorAnswer> {
  const signal = AbortSignal.timeout(SECONDS_TO_ANSWER * 1000);
  return new Promise((resolve, reject) => {
    request({ socketPath: emulatorSocket(), method, path, signal, headers: { host: 'localhost' } })
      .on('error', reject)
      .on('response', (response) => {
        text(response).then((said) => resolve({ status: response.statusCode ?? 0, text: said }), reject);
      })
      .end(body && JSON.stringify(body));
  });
}
