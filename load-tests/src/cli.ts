import {
  beginActivity,
  currentCommit,
  ExitError,
  messageOf,
  parseOptions,
  runProgram,
  watchingParts,
} from '@edutechbr/cli';
import { ensureTools } from '@edutechbr/toolchain';
import { basename, join } from 'node:path';
import { conclude } from './conclude.ts';
import { MAX_ROUND_TRIP_MS } from './k6/limits.ts';
import { prepare, putBack, UnfinishedRun, type Undo } from './preparations/index.ts';
import { beginAtMinimum } from './run/begin-at-minimum.ts';
import { MOST_GOGC } from './run/collector.ts';
import { runLoad, type GeneratedLoad, type LoadRun } from './run/load-run.ts';
import { inspectMachine, type Machine } from './run/machine.ts';
import { refuseExamWindow } from './run/refuse-exam-window.ts';
import { createResultsFolder } from './run/results-folder.ts';
import { chooseGogc, requireRoomFor } from './run/room.ts';
import { writeRunRecord, type RunRecord } from './run/run-record.ts';
import { readSettings, type Settings } from './settings.ts';
import { createClients } from './stage/clients.ts';
import { requireFaults } from './stage/faults.ts';
import { readLaunchKey } from './stage/launch-key.ts';
import { evidenceOf, notDeployed, readOutputs } from './stage/outputs.ts';
import { requireAnswer } from './stage/reach.ts';
import { measureRoundTrip } from './stage/round-trip.ts';
import { DeployedService } from './stage/service.ts';
import { requireSessionStores } from './stage/session-stores.ts';
import type { Summary } from './summary/summary.ts';
import { usage, type Options } from './usage.ts';

const project = join(import.meta.dirname, '..');
const workspace = join(project, '..');

const print = (line: string) => process.stdout.write(`${line}\n`);

const noCgroups =
  'No cgroup can be made here: tasks are neither bounded nor measured, and this run says nothing about scaling.';

/** Loads the deployed stage with students, asserts what it did, and writes the report. */
runProgram(async (signal) => {
  const options = parseOptions<Options>(usage);
  if (!options) return;
  const settings = readSettings(process.env);
  const { stage, environmentSuffix } = settings;
  await beginActivity(workspace, { title: `load test of ${stage}-${environmentSuffix}`, uses: ['load'] });
  if (options.putBack) return putBackAlone(settings);
  if (stage !== 'local') return run(settings, signal);
  await watchingParts(workspace, 'missingTool', signal, (watched) => run(settings, watched));
});

/** Without a load: what a run has left that was killed should not wait for the next one. */
async function putBackAlone(settings: Settings): Promise<void> {
  const outputs = await readOutputs(settings, workspace);
  const context = { clients: createClients(outputs), outputs, print };
  const wasLeft = await putBack(context, new UnfinishedRun(project, settings));
  print(wasLeft ? 'The stage is as it was before' : 'No run has left anything to put back');
}

async function run(settings: Settings, signal: AbortSignal): Promise<void> {
  const { stage, environmentSuffix, workload, sessions } = settings;
  const machine = await inspectMachine(settings, workspace);
  if (machine.localCloud?.failure !== undefined)
    throw notDeployed(settings, `the local cloud failed: ${machine.localCloud.failure}`);
  const outputs = await readOutputs(settings, workspace);
  requireRoomFor(settings, machine);
  const gogc = chooseGogc(settings, machine);
  if (gogc < MOST_GOGC) print(collectsEarly(gogc, machine));
  if (machine.localCloud && !machine.localCloud.cgroups) print(noCgroups);
  const clients = createClients(outputs);
  const service = new DeployedService(clients, outputs);
  await requireDeployed(settings, service);
  const unfinished = new UnfinishedRun(project, settings);
  await putBack({ clients, outputs, print }, unfinished);
  const taskDefinition = await service.taskDefinition();
  requireSessionStores(settings, taskDefinition);
  requireFaults(workload, outputs);
  await requireAnswer(clients, outputs);
  const roundTripMs = await measureRoundTrip(outputs.url);
  if (roundTripMs > MAX_ROUND_TRIP_MS) print(standsFarAway(roundTripMs));
  const launchKey = await readLaunchKey(clients, service);
  const { k6 } = await ensureTools(['k6'], { signal });

  const stageRun = { settings, outputs, clients, service, print, signal };
  const undo = await prepareStage(stageRun, unfinished);
  const { folder, load } = await begin({ ...stageRun, k6, gogc, project, launchKey }).finally(undo);
  const commit = await currentCommit(workspace);
  const record: RunRecord = {
    stage,
    environmentSuffix,
    commit,
    workload: workload.name,
    sessions,
    taskCpuUnits: Number(taskDefinition.cpu),
    roundTripMs,
    outputs,
    ...load,
  };
  await writeRunRecord(folder, record);

  const summary = await conclude({ project, folder, settings, record, clients, print, signal });
  printVerdicts(summary);
  print(`Report: ${join(folder, 'report.html')}`);
  if (!summary.passed) throw new ExitError('loadTestFailed', `failed: ${failures(summary)}`);
}

/** From here on there is a run, of which there will be a summary. */
async function begin(
  run: Omit<LoadRun, 'folder' | 'runId'>,
): Promise<{ readonly folder: string; readonly load: GeneratedLoad }> {
  const { workload, sessions } = run.settings;
  const folder = await createResultsFolder(project, workload.name);
  print(
    `${sessions} students come to ${run.outputs.url} (workload ${workload.name}, ${evidenceOf(run.outputs)})`,
  );
  return { folder, load: await runLoad({ ...run, folder, runId: basename(folder) }) };
}

const collectsEarly = (gogc: number, { freeMemoryMiB }: Machine) =>
  `k6 collects its garbage early (GOGC=${gogc}, of ${Math.floor(freeMemoryMiB)} MiB of free memory): response times may be its ` +
  "own instead of the LMS's, which load.generator judges; fewer students (SESSIONS) need less memory";

const standsFarAway = (roundTripMs: number) =>
  `A round trip to the load balancer takes ${Math.round(roundTripMs)} ms, more than ${MAX_ROUND_TRIP_MS}: response times of this run ` +
  'hold the distance. Run it in the region of the stage (docs/aws.md says where)';

type StageRun = Pick<LoadRun, 'settings' | 'outputs' | 'clients' | 'service' | 'print' | 'signal'>;

/**
 * Prepares the stage as every workload and as this one wants it, before the run begins.
 *
 * @returns what puts it back, and never throws
 * @throws ExitError 3 when the stage cannot be prepared.
 */
async function prepareStage(run: StageRun, unfinished: UnfinishedRun): Promise<Undo> {
  try {
    await refuseExamWindow(run);
    await beginAtMinimum(run);
    const undo = await prepare(run.settings.workload.preparations ?? [], run, unfinished);
    return () =>
      undo().catch((error: unknown) => {
        print(
          `The stage was not put back as it was: ${messageOf(error)}. The next run on it does that, or ` +
            '"npx nx run load-tests --put-back"',
        );
      });
  } catch (error) {
    run.signal.throwIfAborted();
    if (error instanceof ExitError) throw error;
    throw new ExitError('missingTool', `the stage cannot be prepared: ${messageOf(error)}`);
  }
}

/** @throws ExitError that says what to run when the outputs describe a stage that is gone. */
async function requireDeployed(settings: Settings, service: DeployedService): Promise<void> {
  try {
    await service.describe();
  } catch (error) {
    throw notDeployed(settings, messageOf(error));
  }
}

function printVerdicts({ assertions }: Summary): void {
  for (const { id, passed, observed } of assertions)
    print(`${passed ? 'holds' : 'FAILS'}  ${id.padEnd(16)}  ${observed}`);
}

function failures({ assertions }: Summary): string {
  return assertions
    .filter(({ passed }) => !passed)
    .map(({ id, observed }) => `${id} (${observed})`)
    .join(', ');
}
