import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** Where each project's tests leave their results, beside its `package.json` (nx.json, target default `test`). */
const FOLDER = 'test-results';

/** Forgets earlier runs: Nx restores the results of cached tests by itself. */
export function clearResults(workspaceRoot: string): void {
  for (const project of projectFolders(workspaceRoot))
    rmSync(join(project, FOLDER), { recursive: true, force: true });
}

/** Adds up the results of all projects. A file of tests that could not run counts as one failed test. */
export function countTests(workspaceRoot: string): TestCount {
  return projectFolders(workspaceRoot)
    .flatMap((project) => filesOf(join(project, FOLDER)))
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as JestResults)
    .reduce(
      (sum, results) => ({
        passed: sum.passed + results.numPassedTests,
        failed: sum.failed + results.numFailedTests + results.numRuntimeErrorTestSuites,
      }),
      { passed: 0, failed: 0 },
    );
}

function projectFolders(workspaceRoot: string): string[] {
  const { workspaces } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  return workspaces
    .flatMap((pattern) =>
      pattern.endsWith('/*')
        ? filesOf(join(workspaceRoot, pattern.slice(0, -2)))
        : [join(workspaceRoot, pattern)],
    )
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
