import { judgeIdleCpu, judgeMemoryDecision, judgeRelief, type MemoryRun } from '../judgements/memory.ts';
import { evidenceOf } from '../stage/outputs.ts';
import { scalingMoments } from '../summary/scaling-times.ts';
import { assertion } from './assertion.ts';
import type { FinishedRun } from './finished-run.ts';

describe('the memory of the tasks', () => {
  assertion('memory.decision', async (run) => judgeMemoryDecision(await memoryRunOf(run)));
  assertion('memory.cpu', async (run) => judgeIdleCpu(await memoryRunOf(run)));
  assertion('memory.relief', async (run) => judgeRelief(await memoryRunOf(run)));
});

async function memoryRunOf({ record, workload, isWhole, ...run }: FinishedRun): Promise<MemoryRun> {
  if (!workload) throw new Error(`the workload ${record.workload} is not known any more`);
  const [timeline, scaling] = [await run.timeline(), await run.scaling()];
  const { rampSeconds, holdSeconds } = workload.phases(evidenceOf(record.outputs));
  return {
    timeline,
    scaling,
    moments: scalingMoments(timeline, scaling, record.capacity),
    evidence: evidenceOf(record.outputs),
    heldUntil: new Date(record.startedAt.getTime() + (rampSeconds + holdSeconds) * 1000),
    mustScale: isWhole,
  };
}
