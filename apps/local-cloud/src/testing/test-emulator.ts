import { childEnvironment, ExitError, runProgram } from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { execa } from 'execa';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFolders } from '../machine/folders.ts';

const { workspace } = findFolders();

/** Runs the emulator's own unit tests with the Python that runs the emulator, and leaves their count beside Jest's. */
runProgram(async (signal) => {
  const { python } = await ensureTools(['python'], { signal });
  const { failed, stderr } = await execa(python, ['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'], {
    cwd: join(workspace, 'apps/local-cloud/emulator'),
    // No compiled files beside the sources.
    ...childEnvironment('system', { PYTHONDONTWRITEBYTECODE: '1' }),
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: ['inherit', 'pipe'],
    reject: false,
    cancelSignal: signal,
  });
  signal.throwIfAborted();
  writeResults(stderr);
  if (failed) throw new ExitError('internalError', "the emulator's tests failed");
});

/** In the words of Jest's results. `unittest` ends with `Ran 40 tests in 1.2s` and, say, `FAILED (failures=1, errors=2)`. */
function writeResults(said: string): void {
  const [, ran] = /^Ran (\d+) tests? in/m.exec(said) ?? [];
  const [, reasons = ''] = /^FAILED \((.*)\)$/m.exec(said) ?? [];
  const numFailedTests = [...reasons.matchAll(/(?:failures|errors)=(\d+)/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  const results = {
    numPassedTests: Number(ran ?? 0) - numFailedTests,
    numFailedTests,
    numRuntimeErrorTestSuites: ran === undefined ? 1 : 0,
  };
  const folder = join(workspace, 'apps/local-cloud/test-results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'emulator.json'), JSON.stringify(results));
}
