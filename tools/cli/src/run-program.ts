import closeWithGrace from 'close-with-grace';
import { cleanOwnEnvironment } from './child-environment.ts';
import { ExitError, exitCodes } from './exit-error.ts';
import { messageOf } from './message-of.ts';

export interface ProgramOptions {
  /**
   * What is left behind when the program is ended before it has cleaned up, and the command that ends that: half a
   * sentence for its last line.
   * @default - it leaves nothing
   */
  readonly left?: () => string | undefined;
}

/**
 * Runs a program to its end and exits with one of our exit codes. The last line on stderr of a program that did not
 * pass says `exit N: reason`.
 *
 * Ctrl-C, SIGTERM and the end of its terminal abort `signal`: `main` then cleans up, for as long as that takes, and returns
 * or throws. A second one ends it at once. The death of the program that started it (`runChildProgram`), or of whoever read
 * what it prints, interrupts it, too.
 */
export function runProgram(
  main: (signal: AbortSignal) => Promise<void>,
  { left = () => undefined }: ProgramOptions = {},
): void {
  const unused = cleanOwnEnvironment();
  if (unused.length > 0)
    process.stderr.write(`not used, because stages say this themselves: ${unused.join(', ')}\n`);
  // The AWS SDK would say at each start that it will leave Node 20, on which CDKTF's CLI runs.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const interruption = new AbortController();
  const { signal } = interruption;
  const interrupt = (why: string) => interruption.abort(new ExitError('internalError', `interrupted${why}`));
  process.once('disconnect', () => interrupt(': the program that started this one has died'));
  process.channel?.unref();
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => interrupt(': nobody reads what it prints'));
  const endAtOnce = (event: string) => {
    const rest = left();
    const reason = `ended by a second ${event} before it had cleaned up${rest === undefined ? '' : `: ${rest}`}`;
    exitWith(new ExitError('internalError', reason));
  };
  // A program that was started by another one of ours is told by that one.
  const isOutermost = process.channel === undefined;
  closeWithGrace({ delay: false, logger: false, onSecondSignal: endAtOnce }, async (event) => {
    if (event.err) exitWith(event.err);
    if (isOutermost) process.stderr.write('Interrupted: cleaning up; Ctrl-C once more ends it at once\n');
    interrupt(` by ${event.signal}`);
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
