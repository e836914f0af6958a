import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { EnvironmentError, readEnvironment } from './environment.ts';
import { StartError } from './start-deadline.ts';
import { type RunningLms, startLms } from './start.ts';

/** Below the task's stop timeout of 60 s, after which ECS kills. */
const longestStopMs = 50_000;

const internalError = 1;
const wrongConfiguration = 2;

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const log = pino({ level: environment.LOG_LEVEL });
  let lms: RunningLms | undefined = undefined;
  closeWithGrace({ delay: longestStopMs, logger: log }, async ({ err: error, signal }) => {
    if (error) log.fatal({ err: error }, 'unexpected error');
    else log.info({ signal }, 'stopping');
    await lms?.stop();
  });
  lms = await startLms(environment, log);
}

main().catch((error: unknown) => {
  const known = error instanceof EnvironmentError || error instanceof StartError;
  if (!known) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const code = error instanceof EnvironmentError ? wrongConfiguration : internalError;
  process.stderr.write(`exit ${code}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(code);
});
