import { dieWithParent } from '@edutechbr/cli';
import { build } from 'esbuild';
import { execa, type ResultPromise } from 'execa';
import getPort from 'get-port';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../settings.ts';
import { evidenceOf, type StageOutputs } from '../stage/outputs.ts';
import type { Capacity, DeployedService } from '../stage/service.ts';
import { k6Options } from './k6-options.ts';
import { peakOf, sampleK6, type K6Sample } from './k6-status.ts';
import { LoadGeneratorMeter, type LoadGeneratorUsage } from './load-generator-usage.ts';
import { progressLine } from './progress-line.ts';
import { K6_EXPORT } from './run-record.ts';

const SECONDS_BETWEEN_SAMPLES = 2;
const SECONDS_BETWEEN_LINES = 8;
/** Over how many samples the request rate is taken. */
const RATE_SPAN = 4;

/** Lets k6's heap grow by a fifth between two collections; by default Go lets it grow to twice of what is alive. */
const COLLECT_EARLY = { GOGC: '20' };

/** An HTTP/2 connection of its own for each student takes 22 KiB more than HTTP/1.1 with keep-alive. */
const HTTP1_ONLY = { GODEBUG: 'http2client=0' };

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
  /** When the first student arrived: k6 needs some seconds before to prepare ten thousand. */
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly peakSessions: number;
  readonly loadGenerator: LoadGeneratorUsage;
  readonly capacity: readonly Capacity[];
}

/** Lets k6 generate the load, and prints a line about it every few seconds. */
export async function runLoad(run: LoadRun): Promise<GeneratedLoad> {
  const address = `127.0.0.1:${await getPort()}`;
  const child = startK6(run, address, await bundleScript(run), await writeOptions(run));
  const interrupt = () => child.kill('SIGINT');
  run.signal.addEventListener('abort', interrupt, { once: true });
  if (run.signal.aborted) interrupt();
  try {
    const watched = await watch(child, address, run);
    await child;
    return { ...watched, endedAt: new Date() };
  } finally {
    run.signal.removeEventListener('abort', interrupt);
  }
}

/**
 * Puts k6's script and what it imports into one file. k6 could run the sources as they are, but it keeps every module
 * for every student: one file instead of a dozen takes a third off its memory.
 */
async function bundleScript({ project, folder }: LoadRun): Promise<string> {
  const outfile = join(folder, 'k6-script.js');
  await build({
    entryPoints: [join(project, 'src/k6/main.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['k6', 'k6/*'],
    logLevel: 'silent',
  });
  return outfile;
}

async function writeOptions({ folder, settings, outputs }: LoadRun): Promise<string> {
  const file = join(folder, 'k6-options.json');
  const options = k6Options(settings.workload, settings.sessions, evidenceOf(outputs));
  await writeFile(file, `${JSON.stringify(options, null, 2)}\n`);
  return file;
}

function startK6(run: LoadRun, address: string, script: string, options: string) {
  const { k6, folder, settings, outputs, launchKey, runId } = run;
  const { rampSeconds, holdSeconds, leaveSeconds } = settings.workload.phases(evidenceOf(outputs));
  const args = ['--quiet', '--no-color', '--address', address, '--compatibility-mode', 'base'];
  const [file, ...fileArgs] = dieWithParent(k6, ['run', ...args, '--config', options, script]);
  const child = execa(file, fileArgs, {
    env: {
      SESSIONS: String(settings.sessions),
      RAMP_SECONDS: String(rampSeconds),
      HOLD_SECONDS: String(holdSeconds),
      LEAVE_SECONDS: String(leaveSeconds),
      BASE_URL: outputs.url,
      LAUNCH_KEY: launchKey,
      RUN_ID: runId,
      EXPORT_FILE: join(folder, K6_EXPORT),
      ...COLLECT_EARLY,
      ...HTTP1_ONLY,
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
  const launchedAt = new Date();
  const samples: K6Sample[] = [];
  const capacity: Capacity[] = [];
  let current: Capacity | undefined;
  // By a clock of its own: a busy k6 takes its time to answer, and silence would look like a hang.
  const printing = setInterval(
    () => run.print(progressLine(run.settings.sessions, samples, current, RATE_SPAN)),
    SECONDS_BETWEEN_LINES * 1000,
  );
  while (!ended.signal.aborted) {
    await sleep(SECONDS_BETWEEN_SAMPLES * 1000, undefined, { signal: ended.signal }).catch(() => undefined);
    // k6's API answers a moment after its start until a moment before its end, and a stage may disappear.
    const [sample, now] = await Promise.all([
      sampleK6(address, ended.signal).catch(() => undefined),
      run.service.capacity().catch(() => undefined),
      meter.sample(),
    ]);
    if (sample) samples.push(sample);
    if (now) capacity.push(now);
    current = now;
  }
  clearInterval(printing);
  const startedAt = samples.find(({ requests }) => requests > 0)?.at ?? launchedAt;
  return { startedAt, peakSessions: peakOf(samples), loadGenerator: meter.usage, capacity };
}
