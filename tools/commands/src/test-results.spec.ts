import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearResults, countTests } from './test-results.ts';

describe('the tests counted', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'test-results-'));
  afterAll(() => rmSync(workspace, { recursive: true }));

  it('are those of all projects, with a file that could not run as a failure', () => {
    writeFileSync(join(workspace, 'package.json'), JSON.stringify({ workspaces: ['libs/*', 'load-tests'] }));
    const write = (
      project: string,
      numPassedTests: number,
      numFailedTests: number,
      numRuntimeErrorTestSuites: number,
    ) => {
      const folder = join(workspace, project, 'test-results');
      mkdirSync(join(folder, 'tmp'), { recursive: true });
      writeFileSync(join(workspace, project, 'package.json'), '{}');
      const results = { numPassedTests, numFailedTests, numRuntimeErrorTestSuites };
      writeFileSync(join(folder, 'unit.json'), JSON.stringify(results));
    };
    write('libs/network', 10, 1, 0);
    write('load-tests', 5, 0, 1);
    writeFileSync(join(workspace, 'libs/README.md'), 'no project');
    expect(countTests(workspace)).toEqual({ passed: 15, failed: 2 });
    clearResults(workspace);
    expect(countTests(workspace)).toEqual({ passed: 0, failed: 0 });
  });
});
