import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { downloadRelease } from './release.ts';
import { FakeMachine } from './testing/fake-machine.ts';

let fake: FakeMachine;

beforeEach(async () => {
  fake = await FakeMachine.create();
  await writeFile(join(fake.directory, 'tool'), 'the program');
  await execa('tar', ['-czf', 'tool.tar.gz', 'tool'], { cwd: fake.directory });
  // curl … --output FILE URL: copies the file of that name from the machine's folder.
  await fake.program('curl', 'while [ $# -gt 2 ]; do shift; done; /bin/cp "$DIRECTORY/${2##*/}" "$1"');
  for (const program of ['/bin/tar', '/bin/gzip']) await fake.link(program);
});

afterEach(() => fake.remove());

async function download(): Promise<string> {
  const work = { machine: fake.machine, signal: new AbortController().signal, progress: () => undefined };
  const release = { url: 'https://vendor/tool.tar.gz', checksumsUrl: 'https://vendor/SUMS', program: 'tool' };
  return downloadRelease(work, release, join(fake.directory, 'bin'));
}

it('unpacks what the vendor lists', async () => {
  const archive = await readFile(join(fake.directory, 'tool.tar.gz'));
  const sum = createHash('sha256').update(archive).digest('hex');
  await writeFile(join(fake.directory, 'SUMS'), `${'0'.repeat(64)}  other.tar.gz\n${sum}  tool.tar.gz\n`);
  expect(await readFile(await download(), 'utf8')).toBe('the program');
});

it('refuses what the vendor does not list', async () => {
  await writeFile(join(fake.directory, 'SUMS'), `${'0'.repeat(64)}  tool.tar.gz\n`);
  await expect(download()).rejects.toThrow(/which its vendor does not list/);
});
