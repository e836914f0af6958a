import { runVisibly } from '../run-visibly.ts';

/** Runs the program that the arguments name as cdktf is run. */
const [file = '', ...args] = process.argv.slice(2);
const { exitCode } = await runVisibly({
  title: 'test',
  file,
  args,
  cwd: process.cwd(),
  env: {},
  signal: new AbortController().signal,
  guarded: true,
});
process.exit(exitCode);
