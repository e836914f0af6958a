import { stageNames } from '@edutechbr/cli';
import { Command } from 'commander';
import { workloadNames } from './k6/workloads/index.ts';

export interface Options {
  readonly putBack?: boolean;
}

/** A run is told what to do by its environment only: an argument is refused, instead of being left out in silence. */
export const usage = new Command('npx nx run load-tests')
  .description(
    'Puts students on a deployed stage, asserts what it did, and writes the report into load-tests/results/latest.',
  )
  .option(
    '--put-back',
    'only put back what a run has left that was killed: scheduled capacity, the burst policy, lost zones; the next run does the same',
  )
  .addHelpText(
    'after',
    `
Environment:
  LMS_STAGE            ${stageNames.join(', ')} (default: local)
  ENVIRONMENT_SUFFIX   which deployment of the stage (default: local dev, preview preview, production main)
  WORKLOAD             what the students do, and what breaks meanwhile (default: sessions)
  SESSIONS             students signed in at once (default: the workload's, mostly 10000)

Workloads: ${workloadNames.join(', ')}`,
  );
