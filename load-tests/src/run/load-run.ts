import { execa, type ResultPromise } from 'execa';
import getPort from 'get-port';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../settings.ts';
import { evidenceOf, type StageOutputs } from '../stage/outputs.ts';
import type { Capacity, DeployedService } from '../stage/service.ts';
import { peakOf, sampleK6, type K6Sample } from './k6-status.ts';
import { LoadGeneratorMeter, type LoadGeneratorUsage } from './load-generator-usage.ts';
import { progressLine } from './progress-line.ts';
import { K6_EXPORT } from './run-record.ts';

const SECONDS_BETWEEN_SAMPLES = 2;
const SAMPLES_BETWEEN_LINES = 4;

/** k6 gives its memory back to the machine early from here on (Go's soft limit). */
const SOFT_MEMORY_LIMIT = '2600MiB';

interface LoadRun {
  /** The k6 binary. */
  readonly k6: string;
  readonly project: string;
  readonly folder: string;
  readonly settings: Settings;
  readonly outputs: StageOutputs;
  readonly service: DeployedService;
  readonly launchKey: string;
  readonly runId: string;
  readonly print: (line: string) => void;
  /** Ends k6, which still exports what it measured. */
  readonly signal: AbortSignal;
}

/** A load while it was generated, as sampled from the outside. */
export interface GeneratedLoad {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly peakSessions: number;
  readonly loadGenerator: LoadGeneratorUsage;
  readonly capacity: readonly Capacity[];
}

/** Lets k6 generate the load, and prints a line about it every few seconds. */
export async function runLoad(run: LoadRun): Promise<GeneratedLoad> {
  const address = `127.0.0.1:${await getPort()}`;
  const startedAt = new Date();
  const child = startK6(run, address);
  const interrupt = () => child.kill('SIGINT');
  run.signal.addEventListener('abort', interrupt, { once: true });
  if (run.signal.aborted) interrupt();
  try {
    const watched = await watch(child, address, run);
    await child;
    return { startedAt, endedAt: new Date(), ...watched };
  } finally {
    run.signal.removeEventListener('abort', interrupt);
  }
}

function startK6({ k6, project, folder, settings, outputs, launchKey, runId }: LoadRun, address: string) {
  const child = execa(k6, ['run', '--quiet', '--no-color', '--address', address, 'src/k6/main.ts'], {
    cwd: project,
    env: {
      WORKLOAD: settings.workload.name,
      SESSIONS: String(settings.sessions),
      EVIDENCE: evidenceOf(outputs),
      BASE_URL: outputs.url,
      LAUNCH_KEY: launchKey,
      RUN_ID: runId,
      EXPORT_FILE: join(folder, K6_EXPORT),
      GOMEMLIMIT: SOFT_MEMORY_LIMIT,
      K6_NO_USAGE_REPORT: 'true',
      ...(outputs.caFile ? { SSL_CERT_FILE: outputs.caFile } : {}),
    },
    all: true,
    buffer: false,
    reject: false,
    // In a process group of its own: Ctrl-C of the terminal would be k6's second interrupt, which exports nothing.
    detached: true,
  });
  child.all.pipe(createWriteStream(join(folder, 'k6.log')));
  return child;
}

async function watch(child: ResultPromise, address: string, run: LoadRun) {
  const ended = new AbortController();
  void child.finally(() => ended.abort());
  const meter = new LoadGeneratorMeter(child.pid ?? 0);
  const samples: K6Sample[] = [];
  const capacity: Capacity[] = [];
  for (let turn = 1; !ended.signal.aborted; turn += 1) {
    await sleep(SECONDS_BETWEEN_SAMPLES * 1000, undefined, { signal: ended.signal }).catch(() => undefined);
    // k6's API answers a moment after its start until a moment before its end, and a stage may disappear.
    const [sample, current] = await Promise.all([
      sampleK6(address, ended.signal).catch(() => undefined),
      run.service.capacity().catch(() => undefined),
      meter.sample(),
    ]);
    if (sample) samples.push(sample);
    if (current) capacity.push(current);
    if (turn % SAMPLES_BETWEEN_LINES === 0)
      run.print(progressLine(run.settings.sessions, samples, current, SAMPLES_BETWEEN_LINES));
  }
  return { peakSessions: peakOf(samples), loadGenerator: meter.usage, capacity };
}
