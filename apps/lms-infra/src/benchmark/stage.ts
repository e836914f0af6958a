import { join } from 'node:path';
import { stackNames } from '../app.ts';
import { projectRoot } from '../project-root.ts';
import { judged, secondsOf, type Row } from './measure.ts';

/** Tells this deployment of the local stage apart from one that is in use. */
const SUFFIX = 'benchmark';

const HOW_TO_DESTROY = `The stage is left as it is. To end it: LMS_STAGE=local ENVIRONMENT_SUFFIX=${SUFFIX} npx nx run lms-infra:destroy`;

/** Deploys the local stage, plans each stack again, and destroys it. */
export async function benchmarkStage(signal: AbortSignal): Promise<Row[]> {
  const program = (title: string, file: string, verb: string, env: Readonly<Record<string, string>> = {}) =>
    secondsOf({
      title,
      file: 'node',
      args: ['--conditions=@edutechbr/source', '--import', 'tsx', file, verb],
      cwd: projectRoot,
      env: { LMS_STAGE: 'local', ENVIRONMENT_SUFFIX: SUFFIX, ...env },
      minutes: 15,
      signal,
    });
  const infra = (verb: string, stack?: string) =>
    program(
      stack ? `${verb} of ${stack}` : verb,
      join(projectRoot, 'src/cli.ts'),
      verb,
      stack ? { LMS_STACK: stack } : {},
    );
  await secondsOf({
    title: 'build of the reference LMS',
    file: 'npx',
    args: ['nx', 'run', 'reference-lms:build'],
    cwd: join(projectRoot, '../..'),
    env: { NX_DAEMON: 'false', NX_TUI: 'false' },
    minutes: 10,
    signal,
  });
  await program('start of the local cloud', join(projectRoot, '../local-cloud/src/cli.ts'), 'start');
  const rows: Row[] = [];
  const add = (what: string, seconds: number, limit: number) =>
    rows.push([what, `${Math.round(seconds)} s`, judged(Math.round(seconds), limit, 's')]);
  try {
    add('deploy', await infra('deploy'), 110);
    for (const stack of stackNames)
      add(`plan of \`${stack}\`, without a change`, await infra('plan', stack), 12);
  } finally {
    if (signal.aborted) process.stderr.write(`${HOW_TO_DESTROY}\n`);
    else add('destroy', await infra('destroy'), 120);
  }
  return rows;
}
