import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { installRelease, type Release } from './release.ts';
import { FakeMachine } from './testing/fake-machine.ts';

// curl … --output FILE URL: adds to the file what it lacks of the one of that name in the machine's folder.
const CURL = `
while [ $# -gt 2 ]; do shift; done
have=$([ -f "$1" ] && /usr/bin/wc -c < "$1" || echo 0)
/usr/bin/tail -c +$((have + 1)) "$DIRECTORY/\${2##*/}" >> "$1"
echo "sent $(($(/usr/bin/wc -c < "$1") - have))" >> "$DIRECTORY/calls"`;
const STALLED_CURL =
  'echo "curl: (28) Operation too slow. Less than 1000 bytes/sec transferred" >&2; exit 28';

let fake: FakeMachine;
let archive: Buffer;
let checksum: Release['checksum'];
const program = () => join(fake.machine.cacheDirectory, 'tool-1.0.0/tool');
const downloads = () => join(fake.machine.cacheDirectory, 'downloads');

beforeEach(async () => {
  fake = await FakeMachine.create();
  await mkdir(join(fake.directory, 'folder'));
  await writeFile(join(fake.directory, 'folder/tool'), 'the program');
  await execa('tar', ['-czf', 'tool.tar.gz', 'folder'], { cwd: fake.directory });
  archive = await readFile(join(fake.directory, 'tool.tar.gz'));
  checksum = { sha256: createHash('sha256').update(archive).digest('hex') };
  await fake.program('curl', CURL);
  for (const needed of ['/bin/tar', '/bin/gzip']) await fake.link(needed);
});

afterEach(() => fake.remove());

async function install(): Promise<void> {
  const work = { machine: fake.machine, signal: new AbortController().signal, progress: () => undefined };
  await installRelease(
    work,
    { url: 'https://vendor/tool.tar.gz', checksum, program: 'folder/tool' },
    program(),
  );
}

async function downloaded(content: Buffer | string): Promise<void> {
  await mkdir(downloads(), { recursive: true });
  await writeFile(join(downloads(), 'tool.tar.gz'), content);
}

it('installs the program alone, and keeps nothing of the download', async () => {
  await install();
  expect(await readFile(program(), 'utf8')).toBe('the program');
  expect(await readdir(join(program(), '..'))).toEqual(['tool']);
  expect(await readdir(downloads())).toEqual([]);
});

it('gives a stalled download up, and keeps what it got for the next run', async () => {
  await downloaded(archive.subarray(0, 50));
  await fake.program('curl', STALLED_CURL);
  await expect(install()).rejects.toThrow('too slow');
  expect((await readFile(join(downloads(), 'tool.tar.gz'))).length).toBe(50);
  expect((await fake.calls('curl'))[0]).toContain('--speed-limit 1000 --speed-time 30');
});

it('continues a download that was interrupted', async () => {
  await downloaded(archive.subarray(0, 50));
  await install();
  expect(await fake.calls('sent')).toEqual([`sent ${archive.length - 50}`]);
});

it('does not download again what is whole', async () => {
  await downloaded(archive);
  await install();
  expect(await fake.calls('curl')).toEqual([]);
});

it('begins again when what is there is broken', async () => {
  await downloaded('<html>a proxy wants you to sign in</html>');
  await install();
  expect(await fake.calls('sent')).toContain(`sent ${archive.length}`);
  expect(await readFile(program(), 'utf8')).toBe('the program');
});

it('refuses an archive with another sum than the pinned one, and keeps nothing of it', async () => {
  checksum = { sha256: '0'.repeat(64) };
  await expect(install()).rejects.toThrow(`expected ${'0'.repeat(64)}`);
  expect(await readdir(fake.machine.cacheDirectory)).toEqual(['downloads']);
  expect(await readdir(downloads())).toEqual([]);
});

describe("with the vendor's list of sums", () => {
  beforeEach(() => {
    checksum = { listUrl: 'https://vendor/SUMS' };
  });

  it('installs what is listed', async () => {
    const sum = createHash('sha256').update(archive).digest('hex');
    await writeFile(join(fake.directory, 'SUMS'), `${'0'.repeat(64)}  other.tar.gz\n${sum}  tool.tar.gz\n`);
    await install();
    expect(await readFile(program(), 'utf8')).toBe('the program');
  });

  it.each([
    ['has another sum', 'tool.tar.gz', /expected 0{64}/],
    ['is not listed', 'other.tar.gz', /tool\.tar\.gz is not in https:\/\/vendor\/SUMS/],
  ])('refuses what %s', async (_reason, listed, message) => {
    await writeFile(join(fake.directory, 'SUMS'), `${'0'.repeat(64)}  ${listed}\n`);
    await expect(install()).rejects.toThrow(message);
  });
});
