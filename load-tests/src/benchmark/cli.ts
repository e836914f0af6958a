import { ExitError, exitCodes, publishBenchmark, runChildProgram, runProgram } from '@edutechbr/cli';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { findWorkload } from '../k6/workloads/index.ts';
import { readRunRecord } from '../run/run-record.ts';
import { steadyMinutes } from '../run/steady-minutes.ts';
import { benchmarkTable, type Measured } from './benchmark-table.ts';
import { parseBenchmarkOptions } from './options.ts';
import { sampleParts, usageBetween } from './part-usage.ts';

const workspace = join(import.meta.dirname, '../../..');
const daemon = join(workspace, 'apps/local-cloud/src/daemon.ts');

const WORKLOAD = 'sessions';

/** A run of the workload takes about ten minutes. */
const MINUTES_OF_A_RUN = 20;

const figure = z.number().nullable();

const summarySchema = z.object({
  requests: z.object({ p95Ms: z.number(), errorRate: z.number() }).nullable(),
  loadGenerator: z.object({ idleCpuPercent: z.number(), steadyP95Ms: figure }),
  witness: z.object({ p95Ms: z.number() }).nullable(),
  redis: z.object({ p99Ms: figure, bytesPerSession: figure }),
});

runProgram(async (signal) => {
  const options = parseBenchmarkOptions(process.argv.slice(2));
  if (!options) return;
  const all: Measured[] = [];
  const notes: string[] = [];
  for (const [index, sessions] of options.sessions.entries()) {
    process.stdout.write(`\n[${index + 1}/${options.sessions.length}] ${sessions} students\n`);
    const { measured, failure } = await measure(sessions, signal);
    all.push(measured);
    if (failure) notes.push(`With ${sessions} students the run did not pass: ${failure}.`);
    // After each run, so that an interruption loses one run only.
    await publishBenchmark({
      workspace,
      section: 'students',
      command: `npx nx run load-tests:benchmark --sessions ${options.sessions.join(',')}`,
      table: benchmarkTable(all),
      notes,
    });
  }
});

/** @throws ExitError when there was no run to measure; one whose assertions failed is measured all the same. */
async function measure(
  sessions: number,
  signal: AbortSignal,
): Promise<{ readonly measured: Measured; readonly failure?: string }> {
  const ended = new AbortController();
  const sampling = sampleParts(daemon, process.pid, ended.signal);
  const begin = Date.now();
  const failure = await runLoadTest(sessions, signal).finally(() => ended.abort());
  const samples = await sampling;

  const folder = join(workspace, 'load-tests/results/latest');
  const { startedAt } = await readRunRecord(folder);
  if (startedAt.getTime() < begin)
    throw new ExitError('internalError', `the run with ${sessions} students left no results: ${failure}`);
  const { requests, loadGenerator, witness, redis } = summarySchema.parse(
    JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8')),
  );
  const { from, until } = steadyMinutes(startedAt, phases());
  return {
    failure,
    measured: {
      sessions,
      usage: usageBetween(samples, from.getTime(), until.getTime()),
      idleCpuPercent: loadGenerator.idleCpuPercent,
      bytesPerSession: redis.bytesPerSession,
      sessionP99Ms: redis.p99Ms,
      requestP95Ms: requests && Math.round(requests.p95Ms),
      steadyP95Ms: loadGenerator.steadyP95Ms && Math.round(loadGenerator.steadyP95Ms),
      witnessP95Ms: witness && Math.round(witness.p95Ms),
      errorRate: requests && requests.errorRate,
    },
  };
}

function phases() {
  const workload = findWorkload(WORKLOAD);
  if (!workload) throw new Error(`there is no workload ${WORKLOAD}`);
  return workload.phases('emulated');
}

/** @returns which assertions failed, if any. */
async function runLoadTest(sessions: number, signal: AbortSignal): Promise<string | undefined> {
  try {
    await runChildProgram({
      file: join(workspace, 'load-tests/src/cli.ts'),
      env: { LMS_STAGE: 'local', WORKLOAD, SESSIONS: String(sessions) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(MINUTES_OF_A_RUN * 60_000)]),
    });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ExitError && error.exitCode === exitCodes.loadTestFailed) return error.message;
    throw error;
  }
}
