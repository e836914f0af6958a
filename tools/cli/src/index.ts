export { ExitError, exitCodes, type ExitCode } from './exit-error.ts';
export { runProgram } from './run-program.ts';
