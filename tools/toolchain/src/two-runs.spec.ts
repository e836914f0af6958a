import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { FakeMachine } from './testing/fake-machine.ts';
import { goForK6, K6_FOLDER } from './testing/go-for-k6.ts';

// Each waits for a file, so that a test decides when the compiler ends; 20 s at most, should the test be killed.
const WAIT = `i=0; while [ ! -e "$DIRECTORY/go-on" ] && [ $((i += 1)) -lt 200 ]; do /bin/sleep 0.1; done`;
const BUILD_K6 = goForK6(`echo half > "$FILE"; ${WAIT}; echo whole > "$FILE"`);

let fake: FakeMachine;

beforeEach(async () => {
  fake = await FakeMachine.create();
  await fake.program('go', BUILD_K6);
});

afterEach(async () => {
  await fake.program('../go-on');
  await fake.remove();
});

/** A process of its own, with nothing of this one but the folders. */
const run = () =>
  execa(
    process.execPath,
    ['--conditions=@edutechbr/source', '--import', 'tsx', join(__dirname, 'cli.ts'), 'k6'],
    {
      env: {
        ...fake.machine.environment,
        XDG_CACHE_HOME: join(fake.directory, 'xdg'),
        EDUTECHBR_TOOLS: 'k6=go',
      },
      extendEnv: false,
      reject: false,
    },
  );

const cache = () => join(fake.directory, 'xdg/edutechbr-lms');
const file = () => join(cache(), K6_FOLDER, 'k6');

async function compilers(count: number): Promise<void> {
  while ((await fake.calls('go build')).length < count)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

it('two processes that start together install once, and both get the whole program', async () => {
  const runs = [run(), run()];
  await compilers(1);
  expect(await readdir(cache())).not.toContain(K6_FOLDER);
  await fake.program('../go-on');
  for (const { exitCode, stdout } of await Promise.all(runs)) {
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ k6: file() });
  }
  expect(await fake.calls('go build')).toHaveLength(1);
  expect(await readFile(file(), 'utf8')).toBe('whole\n');
}, 60_000);

it('a process that is killed leaves nothing that the next one uses', async () => {
  const killed = run();
  await compilers(1);
  killed.kill('SIGKILL');
  await killed;
  // A killed process no longer refreshes its lock, which is void after 30 seconds.
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(join(cache(), 'lock'), longAgo, longAgo);
  const next = run();
  await compilers(2);
  expect((await readdir(cache())).filter((name) => name.startsWith('k6'))).toHaveLength(1);
  await fake.program('../go-on');
  expect((await next).exitCode).toBe(0);
  expect(await readFile(file(), 'utf8')).toBe('whole\n');
  expect((await readdir(cache())).sort()).toEqual([K6_FOLDER]);
}, 60_000);
