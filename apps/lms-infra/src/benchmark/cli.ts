import { ExitError, publishBenchmark, runProgram } from '@edutechbr/cli';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Row } from './measure.ts';
import { parseBenchmarkOptions, type Section } from './options.ts';
import { benchmarkStage } from './stage.ts';
import { benchmarkSynth } from './synth.ts';
import { benchmarkWorkspace } from './workspace.ts';

runProgram(async (signal) => {
  const options = parseBenchmarkOptions(process.argv.slice(2));
  if (!options) return;
  const { only, runs } = options;
  const benchmarks: Record<Section, () => Promise<Row[]>> = {
    synth: () => benchmarkSynth(runs, signal),
    workspace: () => benchmarkWorkspace(runs, signal),
    stage: () => benchmarkStage(signal),
  };
  const failures: string[] = [];
  for (const section of only) {
    process.stdout.write(`\n${section}\n`);
    try {
      const rows = await benchmarks[section]();
      await publishBenchmark({
        workspace: join(projectRoot, '../..'),
        section,
        command: `npx nx run lms-infra:benchmark --only ${section}`,
        table: [['what', 'measured', 'goal'], ...rows],
        notes: notes[section](runs),
      });
    } catch (error) {
      // One that fails must not cost the results of the others.
      signal.throwIfAborted();
      if (!(error instanceof ExitError)) throw error;
      process.stderr.write(`${error.message}\n`);
      failures.push(section);
    }
  }
  if (failures.length > 0) throw new ExitError('internalError', `not measured: ${failures.join(', ')}`);
});

const notes: Record<Section, (runs: number) => readonly string[]> = {
  synth: (runs) => [`Medians of ${runs} runs: wall time, and resident memory at its peak.`],
  workspace: (runs) => [
    `Cached runs: medians of ${runs}. Without its daemon Nx starts a process for each of its plugins and reads the workspace anew (NX_PERF_LOGGING=true shows it); the other runs are without it.`,
  ],
  stage: () => [],
};
