import getPort from 'get-port';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../settings.ts';
import type { Clients } from '../stage/clients.ts';
import { evidenceOf, type StageOutputs } from '../stage/outputs.ts';
import type { Capacity, DeployedService } from '../stage/service.ts';
import { letHappen } from './happenings.ts';
import { peakOf, sampleK6, type K6Sample } from './k6-status.ts';
import { LoadGeneratorMeter } from './load-generator-usage.ts';
import { progressLine } from './progress-line.ts';
import { readK6Results, type RunRecord } from './run-record.ts';
import { probeSessions } from './session-probe.ts';
import { prepareK6, startK6 } from './start-k6.ts';

const SECONDS_BETWEEN_SAMPLES = 2;
const SECONDS_BETWEEN_LINES = 8;
/** Over how many samples the request rate is taken. */
const RATE_SPAN = 4;

export interface LoadRun {
  /** The k6 binary. */
  readonly k6: string;
  readonly project: string;
  readonly folder: string;
  readonly settings: Settings;
  readonly outputs: StageOutputs;
  readonly clients: Clients;
  readonly service: DeployedService;
  readonly launchKey: string;
  readonly runId: string;
  readonly print: (line: string) => void;
  /** Ends k6, which still exports what it measured. */
  readonly signal: AbortSignal;
}

/** A load while it was generated, as sampled from the outside. */
export type GeneratedLoad = Pick<
  RunRecord,
  'startedAt' | 'endedAt' | 'peakSessions' | 'loadGenerator' | 'capacity' | 'trace' | 'events' | 'probe'
>;

/** Lets k6 generate the load and the workload's incidents happen, and prints a line about it every few seconds. */
export async function runLoad(run: LoadRun): Promise<GeneratedLoad> {
  const address = `127.0.0.1:${await getPort()}`;
  const child = startK6(run, address, await prepareK6(run));
  const interrupt = () => child.kill('SIGINT');
  run.signal.addEventListener('abort', interrupt, { once: true });
  if (run.signal.aborted) interrupt();
  const ended = new AbortController();
  void child.finally(() => ended.abort());
  const watch = new LoadWatch(run, address, child.pid ?? 0);
  try {
    const [events, probe] = await Promise.all([
      letIncidentsHappen(run, watch.started, ended.signal),
      mayFail(run) ? probeSessions({ ...run, signal: ended.signal }) : [],
      watch.follow(ended.signal),
    ]);
    await child;
    const k6 = await readK6Results(run.folder);
    const seen = watch.seen();
    return { ...seen, startedAt: k6?.startedAt ?? seen.startedAt, events, probe, endedAt: new Date() };
  } finally {
    run.signal.removeEventListener('abort', interrupt);
  }
}

const incidentsOf = ({ settings, outputs }: LoadRun) =>
  settings.workload.incidents?.(evidenceOf(outputs)) ?? [];

const mayFail = (run: LoadRun) => incidentsOf(run).length > 0;

function letIncidentsHappen(run: LoadRun, started: Promise<Date>, signal: AbortSignal) {
  const { rampSeconds } = run.settings.workload.phases(evidenceOf(run.outputs));
  const arrived = started.then((at) => new Date(at.getTime() + rampSeconds * 1000));
  return letHappen({ ...run, scheduled: incidentsOf(run), arrived, signal });
}

/** Samples k6 and the deployed service every few seconds. */
class LoadWatch {
  /** When the first student arrived: k6 needs some seconds before to prepare ten thousand. */
  readonly started: Promise<Date>;

  readonly #run: LoadRun;
  readonly #address: string;
  readonly #meter: LoadGeneratorMeter;
  readonly #launchedAt = new Date();
  readonly #samples: K6Sample[] = [];
  readonly #capacity: Capacity[] = [];
  #tellStart!: (at: Date) => void;

  constructor(run: LoadRun, address: string, pid: number) {
    this.#run = run;
    this.#address = address;
    this.#meter = new LoadGeneratorMeter(pid);
    this.started = new Promise((resolve) => (this.#tellStart = resolve));
  }

  async follow(ended: AbortSignal): Promise<void> {
    let current: Capacity | undefined;
    const { print, settings, service } = this.#run;
    // By a clock of its own: a busy k6 takes its time to answer, and silence would look like a hang.
    const printing = setInterval(
      () => print(progressLine(settings.sessions, this.#samples, current, RATE_SPAN)),
      SECONDS_BETWEEN_LINES * 1000,
    );
    while (!ended.aborted) {
      await sleep(SECONDS_BETWEEN_SAMPLES * 1000, undefined, { signal: ended }).catch(() => undefined);
      // k6's API answers a moment after its start until a moment before its end, and a stage may disappear.
      const [sample, now] = await Promise.all([
        sampleK6(this.#address, ended).catch(() => undefined),
        service.capacity().catch(() => undefined),
        this.#meter.sample(),
      ]);
      if (sample) this.#samples.push(sample);
      if (sample && sample.requests > 0) this.#tellStart(sample.at);
      if (now) this.#capacity.push(now);
      current = now;
    }
    clearInterval(printing);
    this.#tellStart(this.#launchedAt);
  }

  seen(): Omit<GeneratedLoad, 'endedAt' | 'events' | 'probe'> {
    return {
      startedAt: this.#samples.find(({ requests }) => requests > 0)?.at ?? this.#launchedAt,
      // k6 is asked for sign-outs before sign-ins: who moves to another session in between would be counted twice.
      peakSessions: Math.min(peakOf(this.#samples), this.#run.settings.sessions),
      loadGenerator: this.#meter.usage,
      capacity: this.#capacity,
      trace: this.#samples.map(({ at, requests, requestsFailed, sessionsLost }) => ({
        at,
        requests,
        failed: requestsFailed,
        sessionsLost,
      })),
    };
  }
}
