import { defaultSuffixOf, ExitError } from '@edutechbr/cli';
import type { z } from 'zod';
import { stageSchema, type Stage } from './stage.ts';
import { stages } from './stages/index.ts';

/**
 * The stage that the environment names, checked: `LMS_STAGE` (`local` unless set), `ENVIRONMENT_SUFFIX` (the stage's
 * default unless set), and `LMS_IMAGE` (the stage's own image unless set), by which CI deploys what it has just built.
 *
 * @throws ExitError that names every wrong field with its rule and its value.
 */
export function loadStage({ LMS_STAGE = 'local', ENVIRONMENT_SUFFIX, LMS_IMAGE }: NodeJS.ProcessEnv): Stage {
  if (!isStageName(LMS_STAGE)) {
    const names = Object.keys(stages).join(', ');
    throw new ExitError('wrongUsage', `LMS_STAGE must be one of ${names}, got ${JSON.stringify(LMS_STAGE)}`);
  }
  return checkStage({
    ...stages[LMS_STAGE],
    ...(LMS_IMAGE === undefined ? {} : { image: LMS_IMAGE }),
    environmentSuffix: ENVIRONMENT_SUFFIX ?? defaultSuffixOf(LMS_STAGE),
  });
}

/**
 * A stage made of any values, checked.
 *
 * @throws ExitError that names every wrong field with its rule and its value.
 */
export function checkStage(settings: Readonly<Record<string, unknown>>): Stage {
  const { data, error } = stageSchema.safeParse(settings, { reportInput: true, error: missingRule });
  if (data) return data;
  const errors = error.issues.flatMap(describeIssue);
  const count = errors.length === 1 ? 'a wrong field' : `${errors.length} wrong fields`;
  throw new ExitError('wrongUsage', `stage ${settings['name']} has ${count}: ${errors.join('; ')}`);
}

/** The rule of a field for which the schema has no words of its own. */
function missingRule({
  code,
  expected,
}: {
  readonly code?: string;
  readonly expected?: unknown;
}): string | undefined {
  return code === 'invalid_type' ? `must be an ${String(expected)}` : undefined;
}

function describeIssue(issue: z.core.$ZodIssue): string[] {
  const { path, message, input } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${fieldName([...path, key])} is not a field`);
  return [`${fieldName(path)} ${message}, got ${JSON.stringify(input) ?? 'nothing'}`];
}

/** What only the customer knows; synthesizing does without it. */
const placeholder = /123456789012|\.example$|0{17}/;

/** @throws ExitError that lists the fields which still hold a placeholder. */
export function refusePlaceholders(stage: Stage): void {
  if (stage.name === 'local') return;
  const fields = placeholderFields(stage).map(([field, value]) => `${field} (${value})`);
  if (fields.length === 0) return;
  const file = `apps/lms-infra/src/stages/${stage.name}.ts`;
  throw new ExitError('wrongUsage', `${file} has placeholders to fill: ${fields.join(', ')}`);
}

/** The fields that still hold a placeholder, with its text. */
export function placeholderFields(
  value: unknown,
  path: readonly (string | number)[] = [],
): [string, string][] {
  if (typeof value === 'string') return placeholder.test(value) ? [[fieldName(path), value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    placeholderFields(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 1 && path[0] === 'environmentSuffix') return 'ENVIRONMENT_SUFFIX';
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

function isStageName(name: string): name is keyof typeof stages {
  return Object.hasOwn(stages, name);
}
