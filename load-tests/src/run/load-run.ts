import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../settings.ts';
import type { Clients } from '../stage/clients.ts';
import { evidenceOf, type StageOutputs } from '../stage/outputs.ts';
import type { Capacity, DeployedService } from '../stage/service.ts';
import type { Gogc } from './collector.ts';
import { letHappen } from './happenings.ts';
import { LoadGeneratorMeter } from './load-generator-usage.ts';
import { progressLine } from './progress-line.ts';
import { readK6Results, type RunRecord } from './run-record.ts';
import { probeSessions } from './session-probe.ts';
import { prepareK6, startK6 } from './start-k6.ts';
import { steadyMinutes } from './steady-minutes.ts';
import { Tally, type TallySample } from './tally.ts';
import { Witness } from './witness.ts';

const SECONDS_BETWEEN_SAMPLES = 2;
const SECONDS_BETWEEN_LINES = 8;
/** Over how many samples the request rate is taken. */
const RATE_SPAN = 4;
/** Over which the progress line tells response times: as long as it takes to the next line. */
const SECONDS_OF_TIMES = SECONDS_BETWEEN_LINES;

export interface LoadRun {
  /** The k6 binary. */
  readonly k6: string;
  /** How late it collects its garbage. */
  readonly gogc: Gogc;
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
  | 'startedAt'
  | 'endedAt'
  | 'peakSessions'
  | 'loadGenerator'
  | 'steady'
  | 'capacity'
  | 'trace'
  | 'events'
  | 'probe'
>;

/** Lets k6 generate the load and the workload's incidents happen, and prints a line about it every few seconds. */
export async function runLoad(run: LoadRun): Promise<GeneratedLoad> {
  const tally = new Tally();
  const witness = new Witness(run);
  const child = startK6(run, await prepareK6(run), tally);
  const interrupt = () => child.kill('SIGINT');
  run.signal.addEventListener('abort', interrupt, { once: true });
  if (run.signal.aborted) interrupt();
  const ended = new AbortController();
  void child.finally(() => ended.abort());
  const watch = new LoadWatch(run, child.pid ?? 0, tally, witness);
  try {
    const [events, probe] = await Promise.all([
      letIncidentsHappen(run, watch.started, ended.signal),
      mayFail(run) ? probeSessions({ ...run, signal: ended.signal }) : [],
      watch.follow(ended.signal),
      witness.watch(ended.signal),
    ]);
    await child;
    const startedAt = (await readK6Results(run.folder))?.startedAt ?? watch.startedAt;
    const { from, until } = steadyMinutes(startedAt, phasesOf(run));
    const steady = { k6: tally.responseTimes.between(from, until), witness: witness.between(from, until) };
    return { ...watch.seen(), startedAt, steady, events, probe, endedAt: new Date() };
  } finally {
    run.signal.removeEventListener('abort', interrupt);
  }
}

const phasesOf = ({ settings, outputs }: LoadRun) => settings.workload.phases(evidenceOf(outputs));

const incidentsOf = ({ settings, outputs }: LoadRun) =>
  settings.workload.incidents?.(evidenceOf(outputs)) ?? [];

const mayFail = (run: LoadRun) => incidentsOf(run).length > 0;

function letIncidentsHappen(run: LoadRun, started: Promise<Date>, signal: AbortSignal) {
  const { rampSeconds } = phasesOf(run);
  const arrived = started.then((at) => new Date(at.getTime() + rampSeconds * 1000));
  return letHappen({ ...run, scheduled: incidentsOf(run), arrived, signal });
}

/** Samples the tally and the deployed service every few seconds. */
class LoadWatch {
  /** When the first student arrived. */
  readonly started: Promise<Date>;

  readonly #run: LoadRun;
  readonly #tally: Tally;
  readonly #witness: Witness;
  readonly #meter: LoadGeneratorMeter;
  readonly #launchedAt = new Date();
  readonly #samples: TallySample[] = [];
  readonly #capacity: Capacity[] = [];
  #tellStart!: (at: Date) => void;

  constructor(run: LoadRun, pid: number, tally: Tally, witness: Witness) {
    this.#run = run;
    this.#tally = tally;
    this.#witness = witness;
    this.#meter = new LoadGeneratorMeter(pid);
    this.started = new Promise((resolve) => (this.#tellStart = resolve));
  }

  get startedAt(): Date {
    return this.#tally.startedAt ?? this.#launchedAt;
  }

  async follow(ended: AbortSignal): Promise<void> {
    let current: Capacity | undefined;
    // By a clock of its own: a busy stage takes its time to answer, and silence would look like a hang.
    const printing = setInterval(() => this.#print(current), SECONDS_BETWEEN_LINES * 1000);
    while (!ended.aborted) {
      await sleep(SECONDS_BETWEEN_SAMPLES * 1000, undefined, { signal: ended }).catch(() => undefined);
      if (this.#tally.startedAt) {
        this.#tellStart(this.#tally.startedAt);
        this.#samples.push(this.#tally.sample());
      }
      const [now] = await Promise.all([
        // A stage may disappear.
        this.#run.service.capacity().catch(() => undefined),
        this.#meter.sample(),
      ]);
      if (now) this.#capacity.push(now);
      current = now;
    }
    clearInterval(printing);
    this.#tellStart(this.#launchedAt);
  }

  #print(capacity: Capacity | undefined): void {
    const now = new Date();
    const before = new Date(now.getTime() - SECONDS_OF_TIMES * 1000);
    const line = progressLine({
      sessions: this.#run.settings.sessions,
      samples: this.#samples,
      span: RATE_SPAN,
      k6: this.#tally.responseTimes.between(before, now),
      witness: this.#witness.responseTimes.between(before, now),
      capacity,
    });
    this.#run.print(line);
  }

  seen(): Pick<GeneratedLoad, 'peakSessions' | 'loadGenerator' | 'capacity' | 'trace'> {
    return {
      peakSessions: this.#tally.peak,
      loadGenerator: { ...this.#meter.usage, gogc: this.#run.gogc },
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
