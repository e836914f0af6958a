import { execa } from 'execa';
import { join } from 'node:path';

const runs = (program: string, env: Readonly<Record<string, string>> = {}) =>
  execa(
    'node',
    [
      '--conditions=@edutechbr/source',
      '--import',
      'tsx',
      join(import.meta.dirname, 'testing/program.ts'),
      program,
    ],
    { env, reject: false },
  );

// Each starts a Node or two.
jest.setTimeout(60_000);

describe('a program', () => {
  it('does not see what would change what it does, by whatever library it asks', async () => {
    const env = { AWS_PROFILE: 'nobody', TF_WORKSPACE: 'staging', NODE_ENV: 'production' };
    const { stdout, stderr } = await runs('shows-its-environment', env);
    expect(Object.keys(JSON.parse(stdout)).filter((name) => name in env)).toEqual([]);
    expect(stderr).toBe('');
  });

  it('says of an AWS stage what it does not use', async () => {
    const env = { LMS_STAGE: 'production', AWS_PROFILE: 'work', TF_WORKSPACE: 'staging' };
    const { stdout, stderr } = await runs('shows-its-environment', env);
    expect(JSON.parse(stdout)).toMatchObject({ AWS_PROFILE: 'work' });
    expect(stderr).toBe('not used, because stages say this themselves: TF_WORKSPACE');
  });

  it('passes silently', async () => {
    expect(await runs('passes')).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('says an expected failure in one line, with its exit code and no stack trace', async () => {
    expect(await runs('lacks-a-tool')).toMatchObject({ exitCode: 3, stderr: 'exit 3: k6 is missing' });
  });

  it('ends an unexpected failure with exit 1, its stack trace first', async () => {
    const { exitCode, stderr } = await runs('breaks');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^TypeError: cannot read[\s\S]+at [\s\S]+\nexit 1: cannot read$/);
  });

  it('cleans up before it ends when it is interrupted', async () => {
    const program = runs('waits');
    program.stdout.once('data', () => program.kill('SIGINT'));
    const { exitCode, stdout, stderr } = await program;
    expect(stdout).toBe('waiting\ncleaned up');
    expect(stderr).toMatch(/^Interrupted: cleaning up; .*\nexit 1: interrupted by SIGINT$/);
    expect(exitCode).toBe(1);
  });

  it('cleans up before it ends when its terminal is closed', async () => {
    const program = runs('waits');
    program.stdout.once('data', () => program.kill('SIGHUP'));
    const { stdout, stderr } = await program;
    expect(stdout).toBe('waiting\ncleaned up');
    expect(stderr).toContain('exit 1: interrupted by SIGHUP');
  });

  it('ends at once at a second Ctrl-C, and says what it leaves', async () => {
    const program = runs('never-cleans-up');
    program.stdout.once('data', () => program.kill('SIGINT'));
    program.stderr.once('data', () => program.kill('SIGINT'));
    const { exitCode, stderr } = await program;
    expect(stderr).toMatch(
      /\nexit 1: ended by a second SIGINT before it had cleaned up: a stage is left, "npm run end" ends it$/,
    );
    expect(exitCode).toBe(1);
  });

  it('lets its child program clean up when it is interrupted', async () => {
    const program = runs('has-a-waiting-child');
    program.stdout.once('data', () => program.kill('SIGINT'));
    const { stdout, stderr } = await program;
    expect(stdout).toBe('waiting\ncleaned up');
    expect(stderr).toMatch(/^Interrupted: .*\nexit 1: interrupted by SIGINT\nexit 1: interrupted by SIGINT$/);
  });

  it('lets its child program clean up when it is killed', async () => {
    const program = runs('has-a-waiting-child');
    program.stdout.once('data', () => program.kill('SIGKILL'));
    // Its child holds the same stdout, so that this waits for the child as well.
    expect((await program).stdout).toBe('waiting\ncleaned up');
  });

  it("takes over a child program's exit code and reason", async () => {
    const { exitCode, stderr } = await runs('has-a-failing-child');
    expect(exitCode).toBe(3);
    expect(stderr).toBe('exit 3: k6 is missing\nexit 3: k6 is missing');
  });
});
