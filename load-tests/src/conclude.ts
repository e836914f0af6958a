import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readAssertions } from './assertions/recording.ts';
import { assertionIdsOf, groupsOwedBy } from './judgements/judgement.ts';
import { SECONDS_FOR_METRICS } from './k6/limits.ts';
import { emptyTimeline, readTimeline } from './metrics/timeline.ts';
import { waitForMetrics } from './metrics/wait-for-metrics.ts';
import { writeReportData, type ReportData } from './report/report-data.ts';
import { renderReport } from './report/report.ts';
import { runAssertions } from './run/assertions-run.ts';
import { pointLatestAt } from './run/results-folder.ts';
import { readK6Results, type RunRecord } from './run/run-record.ts';
import { lastFullMinute, windowOf } from './run/window.ts';
import type { Settings } from './settings.ts';
import type { Clients } from './stage/clients.ts';
import { evidenceOf } from './stage/outputs.ts';
import { readScaling, unknownScaling } from './stage/scaling.ts';
import { DeployedService } from './stage/service.ts';
import { readTaskEvents } from './stage/task-events.ts';
import { findPreviousRun } from './summary/previous-run.ts';
import { scalingMoments, scalingTimes } from './summary/scaling-times.ts';
import { summarize, type Summary } from './summary/summary.ts';
import { completeVerdicts } from './summary/verdicts.ts';

interface Conclusion {
  readonly project: string;
  readonly folder: string;
  readonly settings: Settings;
  readonly record: RunRecord;
  readonly clients: Clients;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Judges a load that has been generated and writes what came of it: `summary.json`, `report.html` and `latest`.
 * They are written also when the run was interrupted or the stage does not answer any more.
 */
export async function conclude(run: Conclusion): Promise<Summary> {
  const { folder, settings, record, clients } = run;
  const whyMissing = await judge(run).then(
    () => 'its file did not run, see assertions.log',
    (error: unknown) => (run.signal.aborted ? 'the run was interrupted' : String(error)),
  );
  const window = windowOf(record.startedAt, record.endedAt);
  const timeline = await readTimeline(clients, record.outputs, window).catch(() => emptyTimeline);
  const scaling = await readScaling(clients, record.outputs, window).catch(() => unknownScaling);
  const taskEvents = await readTaskEvents(new DeployedService(clients, record.outputs), window).catch(
    () => [],
  );
  const moments = scalingMoments(timeline, scaling, record.capacity);
  const summary = summarize({
    record,
    k6: await readK6Results(folder),
    timeline,
    scaling: scalingTimes(timeline, moments),
    deployedScaling: scaling,
    assertions: completeVerdicts(owedBy(settings), await readAssertions(folder), whyMissing),
  });
  const phases = settings.workload.phases(evidenceOf(record.outputs));
  const previous = await findPreviousRun(folder, summary, record);
  await writeFile(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const data: ReportData = { summary, record, phases, timeline, scaling, moments, taskEvents, previous };
  await writeReportData(folder, data);
  await writeFile(join(folder, 'report.html'), renderReport(data));
  await pointLatestAt(folder);
  return summary;
}

const owedBy = ({ workload }: Settings) => assertionIdsOf(groupsOwedBy(workload));

/** Waits until CloudWatch holds the whole run, then lets the Jest assertions judge it. */
async function judge(run: Conclusion): Promise<void> {
  const { project, folder, settings, record, clients, print, signal } = run;
  signal.throwIfAborted();
  const window = windowOf(record.startedAt, record.endedAt);
  // The last minute is published after it has ended.
  while (Date.now() < window.end.getTime()) {
    const seconds = Math.ceil((window.end.getTime() - Date.now()) / 1000);
    print(`Waiting ${seconds} s for the last minute of the metrics to end`);
    await sleep(Math.min(8, seconds) * 1000, undefined, { signal });
  }
  await waitForMetrics({
    read: () => readTimeline(clients, record.outputs, window),
    minute: lastFullMinute(window, record.endedAt),
    onMissing: (missing) => print(`Waiting for CloudWatch to hold the whole run: ${missing.join(', ')}`),
    timeoutSeconds: SECONDS_FOR_METRICS,
    signal,
  });
  print('Asserting what the deployed system did');
  const onProgress = (judged: number) => print(`${judged} of ${owedBy(settings).length} assertions judged`);
  await runAssertions({ project, folder, groups: groupsOwedBy(settings.workload), onProgress, signal });
  signal.throwIfAborted();
}
