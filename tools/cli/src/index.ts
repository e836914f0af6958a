export { median, publishBenchmark, type BenchmarkResults } from './benchmarks.ts';
export { ExitError, exitCodes, type ExitCode, type ExitReason } from './exit-error.ts';
export { runChildProgram, type ChildProgram } from './run-child-program.ts';
export { runProgram } from './run-program.ts';
