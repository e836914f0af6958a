import { performance } from 'node:perf_hooks';

export interface Step {
  readonly title: string;
  readonly run: () => Promise<void>;

  /**
   * What takes the step back. It runs after all steps, also when this one or a later one failed, but not when this
   * one was never begun.
   * @default - nothing to take back
   */
  readonly undo?: readonly Step[];
}

interface Finished {
  readonly title: string;
  readonly seconds: number;
  readonly error?: unknown;
}

/**
 * Runs steps one after the other under numbered headings, stops at the first failure, and takes back what was begun.
 * Ends with a line for each step.
 *
 * @throws the first failure.
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const total = steps.length + steps.flatMap(({ undo = [] }) => undo).length;
  const finished: Finished[] = [];
  const undo: Step[] = [];

  const run = async (step: Step) => {
    process.stdout.write(`\n[${finished.length + 1}/${total}] ${step.title}\n`);
    const start = performance.now();
    const error = await step.run().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    finished.push({ title: step.title, seconds: (performance.now() - start) / 1000, error });
    return error === undefined;
  };

  for (const step of steps) {
    undo.unshift(...(step.undo ?? []));
    if (!(await run(step))) break;
  }
  for (const step of undo) await run(step);

  process.stdout.write(`\n${finished.map(summaryLine).join('\n')}\n`);
  const failure = finished.find(({ error }) => error !== undefined);
  if (failure) throw failure.error;
}

function summaryLine({ title, seconds, error }: Finished): string {
  const minutes = Math.floor(seconds / 60);
  const time = `${minutes}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  return `${error === undefined ? 'passed' : 'FAILED'}  ${time.padStart(6)}  ${title}`;
}
