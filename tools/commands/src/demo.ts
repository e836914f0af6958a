import { beginActivity, parseOptions, parseSuffix, runProgram } from '@edutechbr/cli';
import { Command, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { latestRun, results } from './latest-run.ts';
import { parseSessions } from './parse-sessions.ts';
import { nx, programs, workspaceRoot } from './programs.ts';
import { runSteps, type Step } from './steps.ts';
import { leftOfLocalCloud, takeDown } from './take-down.ts';

interface DemoOptions {
  readonly sessions: number;
  readonly keep?: boolean;
  readonly suffix: string;
}

const command = new Command('npm run demo --')
  .description(
    'Deploys the local stage, puts students on it, asserts what it did, writes the report, destroys it.',
  )
  .addOption(
    new Option('--sessions <number>', 'students signed in at once').default(10_000).argParser(parseSessions),
  )
  .option('--keep', 'leave the stage running afterwards')
  .addOption(
    new Option('--suffix <text>', 'environment suffix of the deployment')
      .default('demo')
      .argParser(parseSuffix)
      .env('ENVIRONMENT_SUFFIX'),
  );

runProgram(demo, { left: leftOfLocalCloud });

async function demo(signal: AbortSignal): Promise<void> {
  const options = parseOptions<DemoOptions>(command);
  if (!options) return;
  const { sessions, keep, suffix } = options;
  const deployment = { LMS_STAGE: 'local', ENVIRONMENT_SUFFIX: suffix };
  const load = { WORKLOAD: 'sessions', SESSIONS: String(sessions) };
  await beginActivity(workspaceRoot, { title: `demo of local-${suffix}`, uses: ['infrastructure', 'load'] });
  const [destroyed, ...ended] = takeDown(deployment);
  let deployedWith = '';
  const steps: Step[] = [
    { title: 'Get the tools that are missing', run: () => programs.install(signal) },
    { title: 'Build the reference LMS', run: () => nx(['run', 'reference-lms:build'], { signal }) },
    // Nothing to take back yet: what is refused here belongs to somebody else.
    { title: 'Start the local cloud', run: () => programs.startLocalCloud(deployment, signal) },
    {
      title: `Check that this machine has room for ${sessions.toLocaleString('en')} students`,
      run: () => programs.checkMachine(deployment, load, signal),
      undo: keep ? [] : ended,
    },
    {
      title: 'Deploy the local stage',
      run: async () => {
        await programs.infra('deploy', deployment, signal);
        deployedWith = await toolsOf(suffix);
      },
      undo: keep ? [] : [destroyed],
    },
    {
      title: `Load it with ${sessions.toLocaleString('en')} students and assert what it did`,
      run: () => programs.loadTest(deployment, load, signal),
    },
  ];
  const before = await latestRun();
  try {
    await runSteps(steps);
  } finally {
    process.stdout.write(`\n${deployedWith}`);
    if ((await latestRun()) !== before)
      process.stdout.write(`Report: ${join(results, 'latest/report.html')}\n`);
    if (keep) process.stdout.write(keepHint(suffix));
  }
}

/** The provider of this machine need not be production's. */
async function toolsOf(suffix: string): Promise<string> {
  const file = join(workspaceRoot, 'apps/lms-infra/outputs', `local-${suffix}.json`);
  const { terraformVersion, awsProviderVersion } = z
    .object({ terraformVersion: z.string(), awsProviderVersion: z.string() })
    .parse(JSON.parse(await readFile(file, 'utf8')));
  return `Deployed with Terraform ${terraformVersion} and AWS provider ${awsProviderVersion}\n`;
}

function keepHint(suffix: string): string {
  return [
    'The stage is still running. To end it:',
    `  LMS_STAGE=local ENVIRONMENT_SUFFIX=${suffix} npx nx run lms-infra:destroy`,
    '  npx nx run local-cloud:stop',
    '',
  ].join('\n');
}
