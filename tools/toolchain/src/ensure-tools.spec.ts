import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureTools } from './ensure-tools.ts';
import { type ToolName, type Tools } from './registry.ts';
import { k6Module } from './tools/k6.ts';
import { FakeMachine } from './testing/fake-machine.ts';
import { goForK6, K6_FOLDER } from './testing/go-for-k6.ts';

const BUILD_K6 = goForK6('echo built > "$FILE"');
const REDIS = 'echo "Redis server v=7.0.15 sha=0"; echo "argument $4 could not be parsed"';
const REDIS_WITHOUT_TLS = 'echo "Redis server v=7.0.15 sha=0"; echo "bad directive $1"';
const HAPROXY = 'echo "HAProxy version 2.6.12-1 2026/10/17"; echo "Built with OpenSSL version : 3.0.15"';
const OLD_HAPROXY = 'echo "HAProxy version 2.4.30 2026/10/17"; echo "Built with OpenSSL version : 3.0.15"';
const CHROMIUM = 'echo "Chromium 156.0.8078.108 built on Debian GNU/Linux 12 (bookworm)"';
const HAPROXY_WITHOUT_TLS = 'echo "HAProxy version 2.6.12 2026/10/17"; echo "Built without SSL support"';

let fake: FakeMachine;
let abort: AbortController;
let begun: Promise<unknown>[];

beforeEach(async () => {
  fake = await FakeMachine.create();
  abort = new AbortController();
  begun = [];
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

/** Also after a test that ran out of time nothing is left running. */
afterEach(async () => {
  abort.abort(new Error('the test has ended'));
  await Promise.allSettled(begun);
  jest.restoreAllMocks();
  await fake.remove();
});

function ensure<Name extends ToolName>(...names: readonly Name[]): Promise<Pick<Tools, Name>> {
  const tools = ensureTools(names, { signal: abort.signal, machine: fake.machine });
  begun.push(tools);
  return tools;
}

async function called(name: string): Promise<void> {
  while ((await fake.calls(name)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** What is installed; the folder of downloads is no tool. */
const cached = async () =>
  (await readdir(fake.machine.cacheDirectory)).filter((name) => name !== 'downloads');

describe('what is on the PATH', () => {
  it('is taken and nothing is installed', async () => {
    await fake.program('terraform', `echo '{ "terraform_version": "1.11.4" }'`);
    await fake.program('k6', 'echo "k6 v2.2.7 (go1.26)"');
    await fake.program('redis-server', REDIS);
    await fake.program('haproxy', HAPROXY);
    const tools = await ensure('terraform', 'k6', 'redisServer', 'haproxy');
    const bin = join(fake.directory, 'bin');
    expect(tools).toEqual({
      terraform: join(bin, 'terraform'),
      k6: join(bin, 'k6'),
      redisServer: join(bin, 'redis-server'),
      haproxy: join(bin, 'haproxy'),
    });
    await expect(cached()).rejects.toThrow('ENOENT');
  });

  it.each(['v1.8.1', 'v2.3.0'])('is not taken when nobody has tested it: %s', async (version) => {
    await fake.program('k6', `echo "k6 ${version}"`);
    await fake.program('go', BUILD_K6);
    expect(await ensure('k6')).toEqual({ k6: join(fake.machine.cacheDirectory, K6_FOLDER, 'k6') });
  });
});

describe('Chromium', () => {
  it.each([
    ['chromium', CHROMIUM],
    ['chromium-browser', CHROMIUM],
    ['google-chrome', 'echo "Google Chrome 150.0.7871.100"'],
  ])('is taken as %s', async (name, script) => {
    await fake.program(name, script);
    expect(await ensure('chromium')).toEqual({ chromium: join(fake.directory, 'bin', name) });
  });

  it('is looked for on, where one is only a hint to install it', async () => {
    await fake.program('chromium-browser', 'echo "requires the chromium snap to be installed"');
    await fake.program('google-chrome', 'echo "Google Chrome 150.0.7871.100"');
    expect(await ensure('chromium')).toEqual({ chromium: join(fake.directory, 'bin/google-chrome') });
  });
});

describe('k6 by Go', () => {
  it('happens once for all later runs', async () => {
    await fake.program('go', BUILD_K6);
    await ensure('k6');
    await ensure('k6');
    expect(await fake.calls('go build')).toHaveLength(1);
    expect(await fake.calls('go mod')).toEqual([
      `go mod download -json ${k6Module.path}@${k6Module.version}`,
    ]);
  });

  it('happens once when two runs start together', async () => {
    await fake.program('go', goForK6('/bin/sleep 1; echo built > "$FILE"'));
    await Promise.all([ensure('k6'), ensure('k6')]);
    expect(await fake.calls('go build')).toHaveLength(1);
  });

  it('leaves nothing behind when it fails, and says why each way failed', async () => {
    await fake.program('curl', 'echo "could not resolve host" >&2; exit 6');
    await fake.program('go', goForK6('echo half > "$FILE"; echo "cannot compile" >&2; exit 1'));
    await expect(ensure('k6')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/could not resolve host.*cannot compile.*go install go\.k6\.io/s),
    });
    expect(await cached()).toEqual([]);
  });

  it('leaves no file and no program behind when it is interrupted', async () => {
    const compiler = 'trap "echo ended >> $DIRECTORY/calls; exit" TERM; echo began >> $DIRECTORY/calls';
    await fake.program(
      'go',
      // It ends by itself, should the test be killed.
      goForK6(
        `(${compiler}; i=0; while [ $((i += 1)) -lt 200 ]; do /bin/sleep 0.1; done) & echo half > "$FILE"; wait`,
      ),
    );
    const installing = ensure('k6');
    await called('began');
    abort.abort(new Error('interrupted'));
    await expect(installing).rejects.toThrow('interrupted');
    expect(await cached()).toEqual([]);
    await called('ended');
  });

  it('replaces what is broken', async () => {
    await mkdir(join(fake.machine.cacheDirectory, K6_FOLDER, 'half'), { recursive: true });
    await fake.program('go', BUILD_K6);
    await ensure('k6');
    expect(await readdir(join(fake.machine.cacheDirectory, K6_FOLDER))).toEqual(['k6']);
  });

  it('removes what a killed run left behind', async () => {
    await mkdir(join(fake.machine.cacheDirectory, `${K6_FOLDER}.incomplete-abc`), { recursive: true });
    await fake.program('go', BUILD_K6);
    await ensure('k6');
    expect(await cached()).toEqual([K6_FOLDER]);
  });
});

describe('system packages', () => {
  it('are installed together by root', async () => {
    await fake.link('/usr/bin/env');
    await fake.program('id', 'echo 0');
    await fake.scriptAt(join(fake.directory, 'redis-server'), REDIS);
    await fake.scriptAt(join(fake.directory, 'haproxy'), HAPROXY);
    await fake.program(
      'apt-get',
      '[ "$1" = update ] || /bin/cp "$DIRECTORY/redis-server" "$DIRECTORY/haproxy" "$DIRECTORY/bin"',
    );
    await ensure('redisServer', 'haproxy');
    expect(await fake.calls('apt-get')).toEqual([
      'apt-get update',
      'apt-get install --yes --no-install-recommends redis-server haproxy',
    ]);
  });

  it('are one command to run for someone else', async () => {
    await fake.program('id', 'echo 1000');
    await fake.program('sudo', 'echo "a password is required"; exit 1');
    await fake.program('apt-get');
    await expect(ensure('redisServer', 'haproxy')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(
        'Run: sudo apt-get install --yes --no-install-recommends redis-server haproxy',
      ),
    });
  });

  it.each([
    ['a redis-server without TLS', 'redisServer', 'redis-server', REDIS_WITHOUT_TLS],
    ['an old HAProxy', 'haproxy', 'haproxy', OLD_HAPROXY],
    ['an old Chromium', 'chromium', 'chromium', 'echo "Chromium 131.0.6778.264"'],
    ['a HAProxy without TLS', 'haproxy', 'haproxy', HAPROXY_WITHOUT_TLS],
  ] as const)('are needed for %s', async (_what, tool, name, script) => {
    await fake.program(name, script);
    await expect(ensure(tool)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('Run: brew install'),
    });
  });

  it('are not taken when the package manager has too old a version', async () => {
    await fake.link('/usr/bin/env');
    await fake.program('id', 'echo 0');
    await fake.program('apt-get');
    await fake.program('haproxy', OLD_HAPROXY);
    await expect(ensure('haproxy')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/^what was installed is not HAProxy >= 2\.6\.0 with TLS/),
    });
  });
});

describe('a forced source', () => {
  it('is taken although another one is there', async () => {
    await fake.program('k6', 'echo "k6 v2.2.7 (go1.26)"');
    await fake.program('go', BUILD_K6);
    fake.setEnvironment({ EDUTECHBR_TOOLS: 'awsProvider=build, k6=go' });
    expect(await ensure('k6')).toEqual({ k6: join(fake.machine.cacheDirectory, K6_FOLDER, 'k6') });
  });

  it('is the only one that is tried', async () => {
    await fake.program('curl');
    await fake.program('go', BUILD_K6);
    fake.setEnvironment({ EDUTECHBR_TOOLS: 'k6=path' });
    await expect(ensure('k6')).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('Tried: path.'),
    });
    expect([...(await fake.calls('curl')), ...(await fake.calls('go'))]).toEqual([]);
  });

  it.each([
    ['k6=brew', 'EDUTECHBR_TOOLS must give k6 a source of path, release, go, got "k6=brew"'],
    ['k6=toString', 'EDUTECHBR_TOOLS must give k6 a source of path, release, go, got "k6=toString"'],
    ['terraform', 'must give terraform a source of path, release, build, got "terraform"'],
    ['awsprovider=build', 'EDUTECHBR_TOOLS must name tools of terraform, awsProvider, k6, '],
  ])('%s is wrong usage, whatever tool is asked for', async (forced, message) => {
    fake.setEnvironment({ EDUTECHBR_TOOLS: forced });
    await expect(ensure('haproxy')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });
});

describe('a cache folder that cannot be written to', () => {
  const refusal = () => ({
    exitCode: 3,
    message: expect.stringMatching(
      new RegExp(`^cannot write to ${fake.machine.cacheDirectory}: .*export XDG_CACHE_HOME=`, 's'),
    ),
  });

  it('is named with what to do', async () => {
    await writeFile(fake.machine.cacheDirectory, 'a file where the folder should be');
    await fake.program('go', BUILD_K6);
    await expect(ensure('k6')).rejects.toMatchObject(refusal());
  });

  it('is named when a program finds it full', async () => {
    await fake.program('go', goForK6('echo "write $FILE: no space left on device" >&2; exit 1'));
    await expect(ensure('k6')).rejects.toMatchObject(refusal());
  });
});

describe("the emulator's Python", () => {
  it('is a virtual environment with the pinned packages', async () => {
    await fake.program(
      'python3',
      `[ "$1" = -c ] && echo "usable True" && exit
       [ "$2" = venv ] && /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" || exit 0`,
    );
    const { python } = await ensure('python');
    expect(python).toMatch(/cache\/python-[0-9a-f]{12}\/bin\/python$/);
    expect(await fake.calls('python3 -m pip install')).toEqual([
      expect.stringMatching(
        /--require-hashes --requirement .*apps\/local-cloud\/emulator\/requirements\.txt$/,
      ),
    ]);
  });
});

describe('the AWS provider', () => {
  const place = (mirror: string, version: string, target = 'linux_amd64') =>
    provider(join(mirror, 'registry.terraform.io/hashicorp/aws', version, target), version);

  async function provider(directory: string, version: string): Promise<void> {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, `terraform-provider-aws_v${version}_x5`), '');
  }

  it('is taken from a mirror below a known folder, newest usable version first', async () => {
    const mirror = join(fake.directory, 'opt/plugins');
    for (const version of ['4.67.0', '5.100.0', '7.1.0']) await place(mirror, version);
    const { awsProvider } = await ensure('awsProvider');
    expect(awsProvider.CHECKPOINT_DISABLE).toBe('1');
    expect(await readFile(awsProvider.TF_CLI_CONFIG_FILE, 'utf8')).toContain(`path    = "${mirror}"`);
  });

  it("is production's where that was fetched, whatever a mirror has", async () => {
    const fetched = join(fake.machine.cacheDirectory, 'terraform-providers-6.25.0');
    await place(fetched, '6.25.0');
    await place(join(fake.directory, 'opt/plugins'), '6.34.0');
    const { awsProvider } = await ensure('awsProvider');
    expect(await readFile(awsProvider.TF_CLI_CONFIG_FILE, 'utf8')).toContain(`path    = "${fetched}"`);
  });

  it.each([
    ['too old', '5.99.1', undefined],
    ['too new', '7.0.0', undefined],
    ['for another processor', '6.25.0', 'linux_arm64'],
  ])('is not taken when it is %s', async (_reason, version, target) => {
    await place(join(fake.directory, 'opt/plugins'), version, target);
    await expect(ensure('awsProvider')).rejects.toMatchObject({ exitCode: 3 });
  });

  it('is otherwise fetched by terraform init', async () => {
    const target = '$TF_PLUGIN_CACHE_DIR/registry.terraform.io/hashicorp/aws/6.25.0/linux_amd64';
    await fake.program(
      'terraform',
      `[ "$1" = version ] && echo '{ "terraform_version": "1.11.4" }' && exit
       /bin/mkdir -p "${target}"; echo > "${target}/terraform-provider-aws_v6.25.0"`,
    );
    const { awsProvider } = await ensure('awsProvider');
    const mirror = join(fake.machine.cacheDirectory, 'terraform-providers-6.25.0');
    expect(await readdir(mirror)).toEqual(['registry.terraform.io']);
    expect(await readFile(awsProvider.TF_CLI_CONFIG_FILE, 'utf8')).toContain(mirror);
  });
});
