import closeWithGrace from 'close-with-grace';
import { ExitError, exitCodes } from './exit-error.ts';

const SECONDS_TO_CLEAN_UP = 300;

/**
 * Runs a program to its end and exits with one of our exit codes. The last line on stderr of a failed program says
 * `exit N: reason`.
 *
 * Ctrl-C and SIGTERM abort `signal`; `main` then cleans up and returns or throws. A second Ctrl-C ends at once.
 */
export function runProgram(main: (signal: AbortSignal) => Promise<void>): void {
  const interruption = new AbortController();
  const finished = main(interruption.signal).then(
    () => exit(exitCodes.passed),
    (error: unknown) => exitWith(error, interruption.signal),
  );
  closeWithGrace({ delay: SECONDS_TO_CLEAN_UP * 1000, logger: false }, async ({ err, signal }) => {
    if (err) exitWith(err, interruption.signal);
    interruption.abort(new ExitError('internalError', `interrupted by ${signal ?? 'a signal'}`));
    await finished;
  });
}

function exitWith(error: unknown, signal: AbortSignal): never {
  const cause = signal.aborted ? signal.reason : error;
  if (cause instanceof ExitError) return exit(cause.exitCode, cause.message);
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  return exit(
    exitCodes.internalError,
    cause instanceof Error ? cause.message.split('\n')[0] : 'an unknown error',
  );
}

function exit(code: number, reason?: string): never {
  if (reason) process.stderr.write(`exit ${code}: ${reason}\n`);
  process.exit(code);
}
