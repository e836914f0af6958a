export {
  beginActivity,
  describeActivity,
  runningActivities,
  type Activity,
  type ActivityResource,
  type RunningActivity,
} from './activity.ts';
export { childEnvironment, environmentFor, type ProgramKind } from './child-environment.ts';
export { currentCommit } from './current-commit.ts';
export { defaultSuffixOf, stageNames } from './default-suffix.ts';
export { messageOf } from './message-of.ts';
export { dieWithParent, findOnPath } from './die-with-parent.ts';
export { median, publishBenchmark, type BenchmarkResults } from './benchmarks.ts';
export { lastingProblem, watchingParts } from './part-problems.ts';
export { ExitError, exitCodes, type ExitCode, type ExitReason } from './exit-error.ts';
export { identify, isRunning, signalProcess, type ProcessIdentity } from './process-identity.ts';
export { parseOptions, parseSuffix, wrongUsage } from './parse-options.ts';
export { runChildProgram, type ChildProgram } from './run-child-program.ts';
export { runProgram, type ProgramOptions } from './run-program.ts';
export { makeSocketsFolder, removeSocketsFolder, socketsFolders } from './sockets-folder.ts';
