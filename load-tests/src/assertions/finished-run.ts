import { findWorkload, isWhole, mustScale, type IncidentName, type Workload } from '../k6/workloads/index.ts';
import { readTimeline, type Timeline } from '../metrics/timeline.ts';
import { readK6Results, readRunRecord, type RunRecord } from '../run/run-record.ts';
import { windowOf, type Window } from '../run/window.ts';
import { createClients, type Clients } from '../stage/clients.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { readScaling, type Scaling } from '../stage/scaling.ts';
import { DeployedService } from '../stage/service.ts';
import { measureExamStart, type ExamStartMeasured } from '../summary/exam-start.ts';
import { scalingMoments, scalingTimes, type ScalingTimes } from '../summary/scaling-times.ts';
import type { K6Results } from '../summary/k6-export.ts';

/** The folder of the run that is judged; a run of the past can be judged again while AWS still knows it. */
export const RUN_FOLDER_VARIABLE = 'LOAD_TEST_RUN';

/** A load that has been generated, and the deployed system that it was generated against. */
export interface FinishedRun {
  readonly folder: string;
  readonly record: RunRecord;
  readonly window: Window;
  readonly clients: Clients;
  readonly service: DeployedService;
  /** @default - a workload of the past, which is not known any more */
  readonly workload: Workload | undefined;
  /** Whether as many students came as the workload, and the stage, are meant for. */
  readonly isWhole: boolean;
  /** Whether the load was the whole of a workload that has to push the service over its scaling target. */
  readonly mustScale: boolean;
  readonly k6: () => Promise<K6Results>;
  /** Asked of CloudWatch once for all assertions of a file. */
  readonly timeline: () => Promise<Timeline>;
  readonly scaling: () => Promise<Scaling>;
  readonly scalingTimes: () => Promise<ScalingTimes>;
  readonly examStart: () => Promise<ExamStartMeasured | undefined>;
}

/** How often the run's workload has an incident. */
export function timesScheduled({ workload, record }: FinishedRun, incident: IncidentName): number {
  const incidents = workload?.incidents?.(evidenceOf(record.outputs)) ?? [];
  return incidents.filter(({ name }) => name === incident).length;
}

let opened: Promise<FinishedRun> | undefined;

/** @throws Error when `LOAD_TEST_RUN` names no folder of a run. */
export function openRun(): Promise<FinishedRun> {
  return (opened ??= open(process.env[RUN_FOLDER_VARIABLE]));
}

async function open(folder: string | undefined): Promise<FinishedRun> {
  if (!folder) throw new Error(`${RUN_FOLDER_VARIABLE} must name the folder of a run`);
  const record = await readRunRecord(folder);
  const { outputs, startedAt, endedAt, capacity } = record;
  const workload = findWorkload(record.workload);
  const window = windowOf(startedAt, endedAt);
  const clients = createClients(outputs);
  const timeline = once(() => readTimeline(clients, outputs, window));
  const scaling = once(() => readScaling(clients, outputs, window));
  return {
    folder,
    record,
    window,
    clients,
    workload,
    service: new DeployedService(clients, outputs),
    isWhole: isWhole(workload, record),
    mustScale: mustScale(workload, record),
    k6: once(() => k6ResultsOf(folder)),
    timeline,
    scaling,
    scalingTimes: async () => {
      const moments = scalingMoments(await timeline(), await scaling(), capacity);
      return scalingTimes(await timeline(), moments);
    },
    examStart: async () => measureExamStart(record, await timeline(), await scaling()),
  };
}

async function k6ResultsOf(folder: string): Promise<K6Results> {
  const results = await readK6Results(folder);
  if (!results) throw new Error('k6 exported no results');
  return results;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
