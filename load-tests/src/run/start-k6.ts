import { childEnvironment, dieWithParent } from '@edutechbr/cli';
import { build } from 'esbuild';
import { execa, type ResultPromise } from 'execa';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workload } from '../k6/workloads/index.ts';
import { entrancesOf, findLoadBalancer } from '../stage/load-balancer.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { k6Options } from './k6-options.ts';
import type { LoadRun } from './load-run.ts';
import { K6_EXPORT } from './run-record.ts';

/** Lets k6's heap grow by a fifth between two collections; by default Go lets it grow to twice of what is alive. */
const COLLECT_EARLY = { GOGC: '20' };

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

/** @param address Where k6's REST API shall answer. */
export function startK6(run: LoadRun, address: string, input: K6Input): ResultPromise {
  const { script, options, entrances } = input;
  const { k6, folder, settings, outputs, launchKey, runId } = run;
  const { rampSeconds, holdSeconds, leaveSeconds } = settings.workload.phases(evidenceOf(outputs));
  const exam = settings.workload.examStart?.(evidenceOf(outputs));
  const args = ['--quiet', '--no-color', '--address', address, '--compatibility-mode', 'base'];
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
      ...COLLECT_EARLY,
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
  child.all.pipe(createWriteStream(join(folder, 'k6.log')));
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
  const options = k6Options(settings.workload, settings.sessions, evidenceOf(outputs));
  await writeFile(file, `${JSON.stringify(options, null, 2)}\n`);
  return file;
}
