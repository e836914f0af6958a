import { ExitError, messageOf } from '@edutechbr/cli';
import { setTimeout as sleep } from 'node:timers/promises';
import { placeholderFields } from '../load-stage.ts';
import type { Stage } from '../stage.ts';
import type { Check, Finding } from './check.ts';
import { account } from './checks/account.ts';
import { certificate } from './checks/certificate.ts';
import { dnsRecord } from './checks/dns-record.ts';
import { guardDuty } from './checks/guard-duty.ts';
import { image } from './checks/image.ts';
import { names } from './checks/names.ts';
import { nodeType } from './checks/node-type.ts';
import { addresses, fargate, vpcs } from './checks/quotas.ts';
import { secrets } from './checks/secrets.ts';
import { roles } from './checks/service-linked-roles.ts';
import { stateBucket } from './checks/state-bucket.ts';
import { endpointServices, zones } from './checks/zones.ts';

/** All checks but that of the account, which comes first: the others' answers would be about somebody else's account. */
const checks: readonly Check[] = [
  ...[stateBucket, image, secrets, certificate, dnsRecord],
  ...[fargate, addresses, vpcs, zones, endpointServices, nodeType, roles, guardDuty, names],
];

/** For all answers together, when a person waits; the program takes some two more to start. */
const SECONDS = 3;

/** Before a deploy, which takes minutes: a machine or an account that is busy must not refuse it. */
const SECONDS_BEFORE_DEPLOY = 30;

export interface Preflight {
  /** `production-main`. */
  readonly deployment: string;
  /** Whether a deploy may begin. */
  readonly passed: boolean;
  readonly findings: readonly (Finding & { readonly check: string })[];
  /** Checks that were not made. */
  readonly skipped: readonly { readonly check: string; readonly why: string }[];
}

/** Asks AWS, all at once, for everything that a deploy would stumble over. Nothing is changed. */
export async function preflight(stage: Stage, seconds = SECONDS): Promise<Preflight> {
  const isLocal = stage.name === 'local';
  const unfilled = isLocal ? [] : placeholderFields(stage).map(describePlaceholder(stage));
  const deadline = sleep(seconds * 1000, 'late' as const, { ref: false });
  const first = unfilled.length > 0 ? unfilled : await make(account, stage, deadline);
  const made = checks.filter(({ notLocal }) => first.length === 0 && !(isLocal && notLocal));
  const rest = await Promise.all(made.map((check) => make(check, stage, deadline)));

  const findings: Preflight['findings'] = [...first, ...rest.flat()];
  const whyNot = ({ notLocal = '' }: Check) => (first[0] ? `${first[0].check} comes first` : notLocal);
  return {
    deployment: `${stage.name}-${stage.environmentSuffix}`,
    passed: findings.every(({ advice }) => advice),
    findings,
    skipped: checks
      .filter((check) => !made.includes(check))
      .map((check) => ({ check: check.name, why: whyNot(check) })),
  };
}

/**
 * Prints what a deploy would stumble over.
 *
 * @throws ExitError 3 when something is at fault.
 */
export async function printPreflight(
  stage: Stage,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const found = await preflight(stage);
  process.stdout.write(json ? `${JSON.stringify(found, undefined, 2)}\n` : describePreflight(found));
  refuseFaults(found);
}

/**
 * Lets nothing begin that would end half-way.
 *
 * @throws ExitError 3 when something is at fault, which was printed.
 */
export async function requirePreflight(stage: Stage): Promise<void> {
  const found = await preflight(stage, SECONDS_BEFORE_DEPLOY);
  if (found.findings.length > 0) process.stderr.write(describePreflight(found));
  refuseFaults(found);
}

function refuseFaults({ deployment, passed, findings }: Preflight): void {
  if (passed) return;
  const faults = findings.filter(({ advice }) => !advice).map(({ check }) => check);
  throw new ExitError(
    'missingTool',
    `AWS is not ready for ${deployment}: ${[...new Set(faults)].join(', ')}; the lines above say what mends it`,
  );
}

/** For a person: each finding with the line that mends it. */
export function describePreflight({ deployment, passed, findings, skipped }: Preflight): string {
  return [
    ...findings.map(
      ({ check, problem, mend, advice }) =>
        `${advice ? 'advice' : 'fault '}  ${check}: ${problem}\n        ${mend}`,
    ),
    ...(skipped.length > 0
      ? [`not asked: ${skipped.map(({ check, why }) => `${check} (${why})`).join(', ')}`]
      : []),
    passed ? `${deployment} can be deployed` : `${deployment} cannot be deployed`,
    '',
  ].join('\n');
}

async function make({ name, find }: Check, stage: Stage, deadline: Promise<'late'>) {
  const found = await Promise.race([find(stage), deadline]).catch((error: unknown): Finding[] => [
    {
      problem: `AWS refuses to tell: ${messageOf(error)}`,
      mend: 'npx nx run bootstrap:apply gives the deploy role what is asked here; else sign in as somebody who may ask',
    },
  ]);
  const findings =
    found === 'late'
      ? [
          {
            problem: `AWS did not answer in time`,
            mend: 'npx nx run lms-infra:preflight asks again',
          },
        ]
      : found;
  return findings.map((finding) => ({ check: name, ...finding }));
}

const describePlaceholder =
  ({ name }: Stage) =>
  ([field, value]: readonly [string, string]) => ({
    check: 'placeholders',
    problem: `${field} is still ${value}`,
    mend: `write your own into apps/lms-infra/src/stages/${name}.ts; docs/aws.md says where it comes from`,
  });
