import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { installAtomically } from './cache.ts';
import { exists, findProgram, run, type Work } from './machine.ts';

/** A program as its vendor publishes it. */
export interface Release {
  /** The archive, a `.zip` or a `.tar.gz`. */
  readonly url: string;
  /** The SHA-256 sum that the archive must have, or where the vendor lists its sums. */
  readonly checksum: { readonly sha256: string } | { readonly listUrl: string };
  /** The program's path in the archive. */
  readonly program: string;
}

/**
 * Downloads a release, unpacks it and leaves the program alone in its folder. A download that was interrupted is
 * continued.
 *
 * @param program - the file that the program becomes
 * @throws Error when it cannot be had or has the wrong sum
 */
export async function installRelease(work: Work, release: Release, program: string): Promise<void> {
  const archive = await download(work, release);
  await installAtomically(join(program, '..'), async (temporary) => {
    const unpacked = join(temporary, 'unpacked');
    await mkdir(unpacked);
    await unpack(work, archive, unpacked);
    const file = join(temporary, basename(program));
    await rename(join(unpacked, release.program), file);
    await chmod(file, 0o755);
    await rm(unpacked, { recursive: true });
  });
  await rm(archive, { force: true });
}

async function download(work: Work, { url, checksum }: Release): Promise<string> {
  const downloads = join(work.machine.cacheDirectory, 'downloads');
  await mkdir(downloads, { recursive: true });
  const sums = 'sha256' in checksum ? [checksum.sha256] : await vendorsSums(work, checksum.listUrl, url);
  const archive = join(downloads, basename(url));
  if (!(await exists(archive))) return whole();
  if (await hasSum(archive, sums)) return archive;
  // It continues; from the start where the server cannot, or where what was there is broken.
  return whole().catch(async (error: unknown) => {
    if (work.signal.aborted || isNetworkError(error)) throw error;
    await rm(archive, { force: true });
    return whole();
  });

  async function whole(): Promise<string> {
    await curl(work, url, archive, '--continue-at', '-');
    if (await hasSum(archive, sums)) return archive;
    const sum = await sha256(archive);
    await rm(archive);
    throw new Error(`${basename(url)} has the SHA-256 sum ${sum}, expected ${sums.join(' or ')}`);
  }
}

async function vendorsSums(work: Work, listUrl: string, url: string): Promise<string[]> {
  const list = join(work.machine.cacheDirectory, 'downloads', basename(listUrl));
  await curl(work, listUrl, list);
  const lines = (await readFile(list, 'utf8')).split('\n').map((line) => line.trim().split(/\s+\*?/));
  await rm(list);
  const sums = lines.flatMap(([sum, name]) => (sum && name === basename(url) ? [sum] : []));
  if (sums.length === 0) throw new Error(`${basename(url)} is not in ${listUrl}`);
  return sums;
}

async function curl(work: Work, url: string, file: string, ...args: readonly string[]): Promise<void> {
  await run(work, await required(work, 'curl'), [
    '--fail',
    '--silent',
    '--show-error',
    '--location',
    ...['--connect-timeout', '10'],
    // A connection that stalls is given up.
    ...['--speed-limit', '1000', '--speed-time', '30'],
    ...['--retry', '3'],
    ...args,
    ...['--output', file],
    url,
  ]);
}

/** What is there stays for the next run, unless the server answered and refused (22) or cannot continue (33, 36). */
function isNetworkError(error: unknown): boolean {
  return error instanceof Error && /curl: \((?!22|33|36)\d+\)/.test(error.message);
}

const hasSum = async (file: string, sums: readonly string[]) => sums.includes(await sha256(file));

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
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
