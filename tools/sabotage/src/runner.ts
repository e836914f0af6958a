import { ExitError } from '@edutechbr/cli';
import { programs, workspaceRoot, type Deployment } from '@edutechbr/commands';
import {
  deploy,
  isSteady,
  restartTasks,
  serviceOf,
  stackNames,
  TaskFailures,
  type StackName,
  type Workbench,
} from '@edutechbr/lms-infra/program';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from './progress.ts';
import { brokenStacks, type Sabotage } from './sabotage.ts';
import { synthesizeSabotaged } from './synthesize.ts';
import { judge, type Observation, type Verdict } from './verdict.ts';

/** Few, and enough for every assertion. */
const STUDENTS = '20';

const SECONDS_BETWEEN_LOOKS = 5;
const SECONDS_TO_ROLL_BACK = 60;

interface Surroundings {
  readonly workbench: Workbench;
  readonly deployment: Deployment;
  readonly progress: Progress;
  readonly secondsAllowed: number;
}

/** Breaks the deployed stage in one way, runs the path, and judges what it said. */
export async function run(sabotage: Sabotage, surroundings: Surroundings): Promise<Verdict> {
  const { workbench, progress, secondsAllowed } = surroundings;
  const wanted = brokenStacks(sabotage);
  await restore(
    workbench,
    progress,
    progress.broken.filter((stack) => !wanted.includes(stack)),
  );
  await repairService(workbench, progress);
  const observed = sabotage.goesRed
    ? await observe(sabotage, surroundings)
    : await observeKilledTask(surroundings);
  workbench.signal.throwIfAborted();
  return judge(sabotage, observed, secondsAllowed);
}

/**
 * A deployment that is being rolled back gets a minute; one that cannot be, since the tasks before fail as well, is
 * replaced. A rollout that begins on top of it could not be rolled back.
 */
export async function repairService(workbench: Workbench, progress: Progress): Promise<void> {
  const service = serviceOf(workbench.stage);
  for (let looks = 0; looks * SECONDS_BETWEEN_LOOKS < SECONDS_TO_ROLL_BACK; looks++) {
    if (await isSteady(workbench, service)) return;
    await sleep(SECONDS_BETWEEN_LOOKS * 1000, undefined, { signal: workbench.signal });
  }
  await restore(workbench, progress, progress.broken);
  if (!(await isSteady(workbench, service))) await restartTasks(workbench, service);
}

/** Deploys stacks as they should be. */
export async function restore(
  workbench: Workbench,
  progress: Progress,
  stacks: readonly StackName[],
): Promise<void> {
  const inOrder = stackNames.filter((stack) => stacks.includes(stack));
  if (inOrder.length === 0) return;
  process.stdout.write(`Restoring ${inOrder.join(', ')}\n`);
  await deploy(workbench, inOrder);
  progress.setBroken(progress.broken.filter((stack) => !inOrder.includes(stack)));
}

async function observe(sabotage: Sabotage, surroundings: Surroundings): Promise<Observation> {
  const { workbench, progress } = surroundings;
  const stacks = stackNames.filter((stack) => brokenStacks(sabotage).includes(stack));
  progress.setBroken([...progress.broken, ...stacks]);
  const deployed = await timed('deploy', workbench, async () => {
    const synthesizeStacks = synthesizeSabotaged(sabotage);
    await deploy({ ...workbench, synthesizeStacks }, stacks);
    if (sabotage.restartsTasks) await restartTasks(workbench, serviceOf(workbench.stage));
  });
  if (deployed.exitCode !== 0 || sabotage.goesRed?.by === 'deploy') return deployed;
  return timed('load-test', workbench, () => loadTest(surroundings, 'smoke'));
}

async function observeKilledTask(surroundings: Surroundings): Promise<Observation> {
  const { workbench, progress } = surroundings;
  await restore(workbench, progress, progress.broken);
  return timed('load-test', workbench, async () => {
    await loadTest(surroundings, 'task-kill');
    await expectReported();
  });
}

/** @throws ExitError unless the report shows the loss and the replacement. */
async function expectReported(): Promise<void> {
  const report = await readFile(join(workspaceRoot, 'load-tests/results/latest/report.html'), 'utf8');
  for (const event of [/task \w+ is lost: [^<]+/, /task \w+ runs in its place/])
    if (!event.test(report))
      throw new ExitError('loadTestFailed', `the report does not show ${String(event)}`);
}

function loadTest({ workbench, deployment }: Surroundings, workload: string): Promise<void> {
  return programs.loadTest(deployment, { WORKLOAD: workload, SESSIONS: STUDENTS }, workbench.signal);
}

/**
 * Does one part of the path and tells how it ended, and how long that took from the moment at which it could know: for a
 * deploy when its first task that fails was created, else when the part began.
 */
async function timed(
  by: Observation['by'],
  { stage, signal }: Workbench,
  act: () => Promise<void>,
): Promise<Observation> {
  const start = new Date();
  const error = await act().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  signal.throwIfAborted();
  if (error !== undefined && !(error instanceof ExitError)) throw error;
  const failures = await new TaskFailures(stage, serviceOf(stage)).since(start).catch(() => []);
  const couldKnow = by === 'deploy' ? (failures[0]?.createdAt ?? start) : start;
  const seconds = (Date.now() - couldKnow.getTime()) / 1000;
  return { by, exitCode: error?.exitCode ?? 0, message: error?.message ?? `the ${by} passed`, seconds };
}
