import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { ExitError } from './exit-error.ts';
import { identify, isRunning, ownAncestry, type ProcessIdentity } from './process-identity.ts';

/** Of which a workspace has one: what `lms-infra` works in (`cdktf.out`, the state), and the load on its stages. */
export type ActivityResource = 'infrastructure' | 'load' | 'local-cloud' | 'bootstrap';

/** A command at work in this workspace. */
export interface Activity {
  /** For whoever is refused because of it, such as `deploy of local-dev`. */
  readonly title: string;
  readonly uses: readonly ActivityResource[];
}

export interface RunningActivity extends Activity, ProcessIdentity {
  /** ISO 8601. */
  readonly since: string;
}

/** A dead holder's lock is taken over after this time; it is held for milliseconds only. */
const SECONDS_UNTIL_LOCK_IS_STALE = 5;

/** Outside of `.local-cloud`, which comes and goes. */
const folderOf = (workspaceRoot: string) => join(workspaceRoot, '.activities');

/**
 * Registers what this process does, until it ends. What a killed process has registered counts no more; what the
 * programs that started this one have registered is not in its way.
 *
 * @returns what ends it before the process does
 * @throws ExitError 3 that names the activity which uses the same, before anything is touched
 */
export async function beginActivity(workspaceRoot: string, activity: Activity): Promise<() => void> {
  const folder = folderOf(workspaceRoot);
  const self = identify(process.pid);
  // Without /proc a dead process cannot be told from a living one, and there is no local stage.
  if (!self) return () => undefined;
  mkdirSync(folder, { recursive: true });
  const release = await lock(folder, {
    lockfilePath: join(folder, 'lock'),
    stale: SECONDS_UNTIL_LOCK_IS_STALE * 1000,
    retries: { retries: 200, minTimeout: 50, maxTimeout: 50 },
  });
  try {
    const [other] = runningActivities(workspaceRoot, activity.uses);
    if (other)
      throw new ExitError('missingTool', `${activity.title} has to wait: ${describeActivity(other)}`);
    const file = join(folder, `${process.pid}-${activity.uses.join('-')}.json`);
    const running: RunningActivity = { ...self, ...activity, since: new Date().toISOString() };
    writeFileSync(file, JSON.stringify(running));
    const end = () => rmSync(file, { force: true });
    process.once('exit', end);
    return end;
  } finally {
    await release();
  }
}

/** What uses one of the resources now, in processes that neither are this one nor have started it. */
export function runningActivities(
  workspaceRoot: string,
  uses: readonly ActivityResource[],
): RunningActivity[] {
  const folder = folderOf(workspaceRoot);
  const ancestry = ownAncestry();
  return filesOf(folder)
    .flatMap((name) => {
      const activity = readActivity(join(folder, name));
      if (activity && isRunning(activity)) return activity;
      rmSync(join(folder, name), { force: true });
      return [];
    })
    .filter(({ pid }) => !ancestry.includes(pid))
    .filter((other) => other.uses.some((resource) => uses.includes(resource)));
}

/** What runs, since when, and how to end it. */
export function describeActivity({ title, pid, since }: RunningActivity): string {
  return `the ${title} runs since ${since} (pid ${pid}); wait until it has ended, or end it with "kill -INT ${pid}"`;
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

/** @returns undefined for half a file: its writer was killed */
function readActivity(file: string): RunningActivity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunningActivity;
  } catch {
    return undefined;
  }
}
