import { once } from 'node:events';
import { ExitError, runChildProgram, runProgram, type ProgramOptions } from '../index.ts';

const programs: Record<string, (signal: AbortSignal) => Promise<void>> = {
  passes: async () => undefined,
  'lacks-a-tool': async () => {
    throw new ExitError('missingTool', 'k6 is missing');
  },
  breaks: async () => {
    throw new TypeError('cannot read');
  },
  'shows-its-environment': async () => {
    process.stdout.write(JSON.stringify(process.env));
  },
  waits: async (signal) => {
    const alive = setInterval(() => undefined, 1000);
    process.stdout.write('waiting\n');
    await once(signal, 'abort');
    clearInterval(alive);
    process.stdout.write('cleaned up\n');
  },
  'never-cleans-up': async () => {
    setInterval(() => undefined, 1000);
    process.stdout.write('waiting\n');
    await new Promise(() => undefined);
  },
  'has-a-waiting-child': (signal) => runChildProgram({ file: import.meta.filename, args: ['waits'], signal }),
  'has-a-failing-child': () => runChildProgram({ file: import.meta.filename, args: ['lacks-a-tool'] }),
};

const options: ProgramOptions = { left: () => 'a stage is left, "npm run end" ends it' };

const program = programs[process.argv[2] ?? ''];
if (program) runProgram(program, options);
