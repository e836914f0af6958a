import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitError, type ExitReason } from './exit-error.ts';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

/** A part may come back by itself; after this time nobody waits for it. */
const SECONDS_TO_LAST = 20;

/** What we read of `.local-cloud/status.json`. */
interface LocalCloudStatus {
  readonly daemon: ProcessIdentity;
  readonly failure?: string;
  readonly parts: readonly { name: string; problem?: string; failingSince?: string }[];
}

interface PartProblem {
  readonly part: string;
  readonly text: string;
  readonly seconds: number;
}

/**
 * @returns why waiting for the workspace's local cloud is in vain: it has ended, or a part of it has not worked for too long;
 * undefined when it works, and when there is none
 */
export function lastingProblem(workspaceRoot: string): string | undefined {
  return lastingProblemIn(readStatus(workspaceRoot));
}

function lastingProblemIn(status: LocalCloudStatus | undefined): string | undefined {
  if (status && !isRunning(status.daemon))
    return `the local cloud failed: ${status.failure ?? 'its daemon was killed'}`;
  const lasting = partProblems(status).find(({ seconds }) => seconds >= SECONDS_TO_LAST);
  return (
    lasting && `${lasting.part} of the local cloud has not worked for ${lasting.seconds} s: ${lasting.text}`
  );
}

/**
 * Does something that waits for the parts of a local cloud that runs, and says at once when the programs of one cannot run.
 *
 * @param act is interrupted when that has lasted 20 s, and when the local cloud has ended; not begun when it had lasted before
 * @throws ExitError with `reason` and the program's own words then
 */
export async function watchingParts<T>(
  workspaceRoot: string,
  reason: ExitReason,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const first = readStatus(workspaceRoot);
  // Who finds none knows better what to say of that.
  if (!first || !isRunning(first.daemon)) return act(signal);
  const inVain = new AbortController();
  const told = new Set<string>();
  const look = () => {
    const status = readStatus(workspaceRoot);
    for (const { part, text } of partProblems(status).filter((each) => !told.has(each.part))) {
      told.add(part);
      process.stderr.write(`problem of ${part}: ${text}\n`);
    }
    const problem = status ? lastingProblemIn(status) : 'the local cloud was stopped';
    if (problem !== undefined) inVain.abort(new ExitError(reason, problem));
  };
  look();
  inVain.signal.throwIfAborted();
  const timer = setInterval(look, 1000);
  try {
    return await act(AbortSignal.any([signal, inVain.signal]));
  } catch (error) {
    signal.throwIfAborted();
    throw inVain.signal.aborted ? inVain.signal.reason : error;
  } finally {
    clearInterval(timer);
  }
}

function partProblems(status: LocalCloudStatus | undefined): PartProblem[] {
  return (status?.parts ?? []).flatMap(({ name, problem = '', failingSince }) =>
    failingSince === undefined
      ? []
      : [
          {
            part: name,
            text: problem,
            seconds: Math.round((Date.now() - Date.parse(failingSince)) / 1000),
          },
        ],
  );
}

/** @returns undefined when none has been started */
function readStatus(workspaceRoot: string): LocalCloudStatus | undefined {
  try {
    return JSON.parse(
      readFileSync(join(workspaceRoot, '.local-cloud/status.json'), 'utf8'),
    ) as LocalCloudStatus;
  } catch {
    return undefined;
  }
}
