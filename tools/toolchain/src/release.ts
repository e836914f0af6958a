import { createHash } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findProgram, run, type Work } from './machine.ts';

/** A program as its vendor publishes it. */
export interface Release {
  /** The archive, a `.zip` or a `.tar.gz`. */
  readonly url: string;
  /** The vendor's list of SHA-256 sums, beside the archive. */
  readonly checksumsUrl: string;
  /** The program's path in the archive. */
  readonly program: string;
}

/**
 * Downloads a release into a folder and unpacks it there.
 *
 * @returns the program's file
 * @throws Error when it cannot be had or is not what the vendor's list of sums says
 */
export async function downloadRelease(work: Work, release: Release, directory: string): Promise<string> {
  const archive = await download(work, release.url, directory);
  const checksums = await readFile(await download(work, release.checksumsUrl, directory), 'utf8');
  const sum = createHash('sha256')
    .update(await readFile(archive))
    .digest('hex');
  if (!checksums.split('\n').some((line) => line.trim() === `${sum}  ${basename(archive)}`))
    throw new Error(`${basename(archive)} has the SHA-256 sum ${sum}, which its vendor does not list`);
  await unpack(work, archive, directory);
  const program = join(directory, release.program);
  await chmod(program, 0o755);
  return program;
}

async function download(work: Work, url: string, directory: string): Promise<string> {
  const curl = await required(work, 'curl');
  const file = join(directory, basename(url));
  await run(work, curl, [
    '--fail',
    '--silent',
    '--show-error',
    '--location',
    ...['--connect-timeout', '10'],
    ...['--output', file],
    url,
  ]);
  return file;
}

async function unpack(work: Work, archive: string, directory: string): Promise<void> {
  if (archive.endsWith('.zip')) {
    // Python, which the emulator needs anyway: many machines have no `unzip`.
    await run(work, await required(work, 'python3'), ['-m', 'zipfile', '-e', archive, directory]);
  } else {
    await run(work, await required(work, 'tar'), ['-xzf', archive, '-C', directory]);
  }
}

async function required({ machine }: Work, name: string): Promise<string> {
  const program = await findProgram(machine, name);
  if (!program) throw new Error(`${name} is not on the PATH`);
  return program;
}
