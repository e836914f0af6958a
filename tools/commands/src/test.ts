import { beginActivity, runProgram } from '@edutechbr/cli';
import { nx, programs, workspaceRoot } from './programs.ts';
import { runSteps } from './steps.ts';
import { leftOfLocalCloud, takeDown } from './take-down.ts';
import { clearResults, countTests } from './test-results.ts';

/** What Nx runs in every project that has it. */
const checks = [
  'lint',
  'check-format',
  'typecheck',
  'test',
  'test-docs',
  'test-emulator',
  'browser-test',
  'build',
];

const deployment = { LMS_STAGE: 'local', ENVIRONMENT_SUFFIX: 'test' };

runProgram(test, { left: leftOfLocalCloud });

async function test(signal: AbortSignal): Promise<void> {
  await beginActivity(workspaceRoot, { title: 'test', uses: ['infrastructure', 'load'] });
  clearResults(workspaceRoot);
  try {
    await runSteps([
      { title: 'Get the tools that are missing', run: () => programs.install(signal, ['--all']) },
      {
        title: 'Lint, format, types, unit tests, the report in a browser, and builds',
        run: () => nx(['run-many', '-t', ...checks, '--parallel=2'], { signal }),
      },
      // Nothing to take back yet: what is refused here belongs to somebody else.
      { title: 'Start the local cloud', run: () => programs.startLocalCloud(deployment, signal) },
      {
        title: 'Deploy the local stage',
        run: () => programs.infra('deploy', deployment, signal),
        undo: takeDown(deployment),
      },
      {
        title: 'Check the deployed resources',
        run: () => nx(['run', 'lms-infra:integration'], { signal, env: { ...deployment } }),
      },
      {
        title: 'Set an account up beside it, and take that back',
        run: () => nx(['run', 'bootstrap:integration'], { signal, env: { ...deployment } }),
      },
    ]);
  } finally {
    const { passed, failed } = countTests(workspaceRoot);
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
