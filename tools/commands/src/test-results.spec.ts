import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests } from './test-results.ts';

describe('the tests counted', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'test-results-'));
  afterAll(() => rmSync(workspace, { recursive: true }));

  it('are those of all projects, with a file that could not run as a failure', () => {
    mkdirSync(join(workspace, 'test-results'));
    const write = (
      project: string,
      numPassedTests: number,
      numFailedTests: number,
      numRuntimeErrorTestSuites: number,
    ) =>
      writeFileSync(
        join(workspace, 'test-results', `${project}.json`),
        JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }),
      );
    write('network', 10, 1, 0);
    write('cache', 5, 0, 1);
    expect(countTests(workspace)).toEqual({ passed: 15, failed: 2 });
  });
});
