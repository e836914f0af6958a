import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { terraformModules, buildTerraform } from './terraform-build.ts';
import { FakeMachine } from './testing/fake-machine.ts';

// `go build` makes a program of the two files that this test looks at.
const GO = `
[ "$1" = mod ] && /bin/cat "$DIRECTORY/modules.json" && exit
while [ $# -gt 2 ]; do shift; done
/bin/cat go.mod internal/legacy/legacy.go > "$1"`;

let fake: FakeMachine;
const file = () => join(fake.machine.cacheDirectory, 'terraform-1.11.4-build/terraform');
const build = () =>
  buildTerraform(
    { machine: fake.machine, signal: new AbortController().signal, progress: () => undefined },
    file(),
  );

/** What `go mod download -json` answers: one object after the other. */
async function answer(sumOf: (sum: string) => string): Promise<void> {
  const objects = terraformModules.map(({ path, folder, sum }) =>
    JSON.stringify(
      { Path: path, Sum: sumOf(sum), Dir: join(fake.directory, 'mod', folder) },
      undefined,
      '\t',
    ),
  );
  await writeFile(join(fake.directory, 'modules.json'), `${objects.join('\n')}\n`);
}

beforeEach(async () => {
  fake = await FakeMachine.create();
  await fake.program('go', GO);
  for (const { folder } of terraformModules)
    await mkdir(join(fake.directory, 'mod', folder), { recursive: true });
  await writeFile(join(fake.directory, 'mod/go.mod'), 'godebug tlskyber=0\n', { mode: 0o444 });
  await writeFile(join(fake.directory, 'mod/internal/legacy/legacy.go'), 'package legacy\n');
});

afterEach(() => fake.remove());

it('puts the nested modules where the replace directives name them, with a setting that Go still knows', async () => {
  await answer((sum) => sum);
  await build();
  expect(await readFile(file(), 'utf8')).toBe('godebug tlsmlkem=0\npackage legacy\n');
  expect(await readdir(dirname(file()))).toEqual(['terraform']);
});

it('refuses a module with another sum than the pinned one', async () => {
  await answer(() => 'h1:other=');
  await expect(build()).rejects.toThrow(/terraform@v1\.11\.4 has the sum h1:other= instead of h1:n5VV/);
  expect(await fake.calls('go build')).toEqual([]);
});
