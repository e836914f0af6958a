import { execa } from 'execa';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { checkStage } from './load-stage.ts';
import { stages } from './stages/index.ts';

describe('what cdktf runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lms-infra-app-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The command of cdktf.json, writing into a folder of its own. */
  const run = (env: Record<string, string>) => {
    const CDKTF_OUTDIR = join(folder, `out-${env['ENVIRONMENT_SUFFIX']}`);
    const args = ['--conditions=@edutechbr/source', '--import', 'tsx', join(__dirname, 'main.ts')];
    return execa('node', args, { env: { CDKTF_OUTDIR, NODE_OPTIONS: '', ...env }, reject: false });
  };

  it('R16: refuses a wrong setting with exit code 2, without a stack trace, and writes nothing', async () => {
    const { exitCode, stderr } = await run({ LMS_STAGE: 'local', ENVIRONMENT_SUFFIX: 'A_b' });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^exit 2: .*ENVIRONMENT_SUFFIX must be .*, got "A_b"$/);
    expect(existsSync(join(folder, 'out-A_b'))).toBe(false);
  });

  it.each(['local', 'preview', 'production'])('synthesizes %s from nothing', async (LMS_STAGE) => {
    const { exitCode, stderr } = await run({ LMS_STAGE, ENVIRONMENT_SUFFIX: LMS_STAGE });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(existsSync(join(folder, `out-${LMS_STAGE}`, 'stacks/service/cdk.tf.json'))).toBe(true);
  });
});

describe('a setting that a construct refuses', () => {
  it('R16: is refused with its name, rule and value', () => {
    const stage = checkStage({ ...stages.local, environmentSuffix: 'spec' });
    const task = { cpu: 256, memoryMiB: 4096 } as const;
    expect(() => createApp({ ...stage, task }, { outdir: tmpdir() })).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: 'memoryMiB must be one of 512, 1024, 2048 with cpu 256, got 4096',
      }),
    );
  });
});
