import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

/** Where each project's Jest leaves its results (nx.json, target default `test`). */
export const resultsDirectory = (workspaceRoot: string) => join(workspaceRoot, 'test-results');

/** Forgets earlier runs: Nx restores the results of cached tests by itself. */
export function clearResults(workspaceRoot: string): void {
  rmSync(resultsDirectory(workspaceRoot), { recursive: true, force: true });
}

/** Adds up the results of all projects. A file of tests that could not run counts as one failed test. */
export function countTests(workspaceRoot: string): TestCount {
  const directory = resultsDirectory(workspaceRoot);
  return readdirSync(directory)
    .map((file) => JSON.parse(readFileSync(join(directory, file), 'utf8')) as JestResults)
    .reduce(
      (sum, results) => ({
        passed: sum.passed + results.numPassedTests,
        failed: sum.failed + results.numFailedTests + results.numRuntimeErrorTestSuites,
      }),
      { passed: 0, failed: 0 },
    );
}

interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}
