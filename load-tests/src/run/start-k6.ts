import { childEnvironment, dieWithParent } from '@edutechbr/cli';
import { build } from 'esbuild';
import { execa, type ResultPromise } from 'execa';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Workload } from '../k6/workloads/index.ts';
import { entrancesOf, findLoadBalancer } from '../stage/load-balancer.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { k6Options } from './k6-options.ts';
import type { LoadRun } from './load-run.ts';
import { K6_EXPORT } from './run-record.ts';
import type { Tally } from './tally.ts';

/** An HTTP/2 connection of its own for each student takes 22 KiB more than HTTP/1.1 with keep-alive. */
const HTTP1_ONLY = { GODEBUG: 'http2client=0' };

interface K6Input {
  /** A file. */
  readonly script: string;
  /** A file. */
  readonly options: string;
  /** Where students reach the LMS. */
  readonly entrances: readonly string[];
}

/** Finds out where students enter, and writes what k6 reads into the run's folder. */
export async function prepareK6(run: LoadRun): Promise<K6Input> {
  return {
    script: await bundleScript(run),
    options: await writeOptions(run),
    entrances: await findEntrances(run),
  };
}

async function findEntrances({ settings, clients, outputs }: LoadRun): Promise<string[]> {
  if (!settings.workload.entersByNodes) return [outputs.url];
  return entrancesOf(await findLoadBalancer(clients, outputs), outputs.url);
}

/** k6 has no REST API here: it would answer anybody on this machine. What its students tell goes into `tally`. */
export function startK6(run: LoadRun, input: K6Input, tally: Tally): ResultPromise {
  const { script, options, entrances } = input;
  const { k6, gogc, folder, settings, outputs, launchKey, runId } = run;
  const { rampSeconds, holdSeconds, leaveSeconds } = settings.workload.phases(evidenceOf(outputs));
  const exam = settings.workload.examStart?.(evidenceOf(outputs));
  const args = ['--quiet', '--no-color', '--compatibility-mode', 'base'];
  const [file, ...fileArgs] = dieWithParent(k6, ['run', ...args, '--config', options, script]);
  const child = execa(file, fileArgs, {
    ...childEnvironment('k6', {
      SESSIONS: String(settings.sessions),
      RAMP_SECONDS: String(rampSeconds),
      HOLD_SECONDS: String(holdSeconds),
      LEAVE_SECONDS: String(leaveSeconds),
      ...(exam && {
        EXAM_AFTER_SECONDS: String(exam.afterSeconds),
        EXAM_OVER_SECONDS: String(exam.overSeconds),
      }),
      BASE_URLS: entrances.join(' '),
      LAUNCH_KEY: launchKey,
      RUN_ID: runId,
      EXPORT_FILE: join(folder, K6_EXPORT),
      GOGC: String(gogc),
      ...HTTP1_ONLY,
      K6_NO_USAGE_REPORT: 'true',
      ...(outputs.caFile ? { SSL_CERT_FILE: outputs.caFile } : {}),
    }),
    all: true,
    buffer: false,
    reject: false,
    // In a process group of its own: Ctrl-C of the terminal would be k6's second interrupt, which exports nothing.
    detached: true,
  });
  const log = createWriteStream(join(folder, 'k6.log'));
  createInterface({ input: child.all })
    .on('line', (line) => {
      if (!tally.read(line)) log.write(`${line}\n`);
    })
    .on('close', () => log.end());
  return child;
}

/**
 * Puts k6's script and what it imports into one file. k6 could run the sources as they are, but it keeps every module
 * for every student: one file instead of a dozen takes a third off its memory. Other journeys than the workload's are left out.
 */
async function bundleScript({ project, folder, settings }: LoadRun): Promise<string> {
  const outfile = join(folder, 'k6-script.js');
  await build({
    stdin: { contents: entryOf(settings.workload), resolveDir: join(project, 'src/k6'), loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['k6', 'k6/*'],
    logLevel: 'silent',
  });
  return outfile;
}

const entryOf = ({ journey = 'exam-day' }: Workload) => `
  import { journey } from './journeys/${journey}.ts';
  import { student } from './main.ts';
  export { handleSummary, setup } from './main.ts';
  export default (startedAt: number) => student(startedAt, journey);
`;

async function writeOptions({ folder, settings, outputs }: LoadRun): Promise<string> {
  const file = join(folder, 'k6-options.json');
  const options = k6Options(settings.workload, settings, evidenceOf(outputs));
  await writeFile(file, `${JSON.stringify(options, null, 2)}\n`);
  return file;
}
