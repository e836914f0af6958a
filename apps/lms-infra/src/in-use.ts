import { ExitError } from '@edutechbr/cli';
import { examWindowAt } from '@edutechbr/service';
import type { Request } from './arguments.ts';
import type { Stage } from './stage.ts';
import { MINUTES_OF_TRAFFIC, readTraffic, type Traffic } from './traffic.ts';

/**
 * Refuses to destroy what is in use, and to deploy production while exams are written. Nobody works on the local stage but
 * load tests, which have themselves announced.
 *
 * @throws ExitError 4 that says what it is used for.
 */
export async function refuseInUse({ verb, force = false }: Request, stage: Stage): Promise<void> {
  if (force || stage.name === 'local' || (verb !== 'deploy' && verb !== 'destroy')) return;
  const traffic = verb === 'destroy' ? await readTraffic(stage) : undefined;
  const uses = usesAgainst(verb, stage, new Date(), traffic);
  if (uses.length === 0) return;
  throw new ExitError(
    'deployFailed',
    `${stage.name}-${stage.environmentSuffix} is in use: ${uses.join('; ')}. ` +
      `Wait until that is over, or insist with "${verb} --force"`,
  );
}

/** Why the verb has to wait. */
export function usesAgainst(
  verb: 'deploy' | 'destroy',
  { name, examWindows }: Pick<Stage, 'name' | 'examWindows'>,
  now: Date,
  traffic: Traffic | undefined,
): string[] {
  if (verb === 'deploy' && name !== 'production') return [];
  const uses: string[] = [];
  const window = examWindowAt(examWindows, now);
  if (window) uses.push(`the exam window ${window.name} ends at ${window.endTime} in São Paulo`);
  if (traffic && traffic.healthyTargets > 0 && traffic.requests > 0)
    uses.push(
      `${traffic.healthyTargets} healthy tasks were sent ${traffic.requests} requests within ${MINUTES_OF_TRAFFIC} minutes`,
    );
  return uses;
}
