import { execa } from 'execa';
import { join } from 'node:path';

// Five plans of some 10 s each, when nothing else wants the processor.
jest.setTimeout(600_000);

describe('a plan right after the deploy', () => {
  // No exceptions: what the emulator would not read back is patched (apps/local-cloud/emulator/patches).
  it('would change nothing in any stack; else it names the resource and the attribute', async () => {
    const cli = join(import.meta.dirname, '../src/cli.ts');
    const args = ['--conditions=@edutechbr/source', '--import', 'tsx', cli, 'plan', '--detailed-exitcode'];
    const { exitCode, stderr } = await execa('node', args, { reject: false });
    expect({ exitCode, said: stderr.split('\n').at(-1) }).toEqual({
      exitCode: 0,
      said: 'a deploy would change nothing',
    });
  });
});
