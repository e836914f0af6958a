import closeWithGrace from 'close-with-grace';
import { cleanOwnEnvironment } from './child-environment.ts';
import { ExitError, exitCodes } from './exit-error.ts';
import { messageOf } from './message-of.ts';

const SECONDS_TO_CLEAN_UP = 300;

/**
 * Runs a program to its end and exits with one of our exit codes. The last line on stderr of a program that did not
 * pass says `exit N: reason`.
 *
 * Ctrl-C and SIGTERM abort `signal`: `main` then cleans up and returns or throws. A second Ctrl-C ends it at once.
 * The death of the program that started it (`runChildProgram`), or of whoever read what it prints, interrupts it, too.
 */
export function runProgram(main: (signal: AbortSignal) => Promise<void>): void {
  const unused = cleanOwnEnvironment();
  if (unused.length > 0)
    process.stderr.write(`not used, because stages say this themselves: ${unused.join(', ')}\n`);
  // The AWS SDK would say at each start that it will leave Node 20, on which CDKTF's CLI runs.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const interruption = new AbortController();
  const { signal } = interruption;
  const interrupt = (why: string) => {
    interruption.abort(new ExitError('internalError', `interrupted: ${why}`));
    setTimeout(() => process.exit(exitCodes.internalError), SECONDS_TO_CLEAN_UP * 1000).unref();
  };
  process.once('disconnect', () => interrupt('the program that started this one has died'));
  process.channel?.unref();
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => interrupt('nobody reads what it prints'));
  closeWithGrace({ delay: SECONDS_TO_CLEAN_UP * 1000, logger: false }, async (event) => {
    if (event.err) exitWith(event.err);
    interruption.abort(new ExitError('internalError', `interrupted by ${event.signal}`));
    await finished;
  });
  const finished = main(signal).then(
    () => (signal.aborted ? exitWith(signal.reason) : process.exit(exitCodes.passed)),
    (error: unknown) => exitWith(signal.aborted ? signal.reason : error),
  );
}

function exitWith(error: unknown): never {
  const known = error instanceof ExitError;
  if (!known) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const code = known ? error.exitCode : exitCodes.internalError;
  const reason = messageOf(error);
  process.stderr.write(`exit ${code}: ${reason}\n`);
  process.exit(code);
}
