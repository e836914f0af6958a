import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** A stack that was never deployed has dozens; Terraform shows them all. */
const CHANGES_SHOWN = 10;

const attributes = z.record(z.string(), z.unknown()).nullable();

const values = z.object({
  before: attributes.optional(),
  after: attributes.optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
});

type Values = z.infer<typeof values>;

const actions = z.array(z.string());

/** What we read of `terraform show -json PLAN` (Terraform's "JSON Output Format"). */
const planSchema = z.object({
  resource_changes: z
    .array(z.object({ address: z.string(), change: values.extend({ actions }) }))
    .default([]),
  output_changes: z.record(z.string(), z.object({ actions })).default({}),
});

export interface PlannedChange {
  /** Terraform's address of the resource, or `output.NAME`. */
  readonly address: string;
  readonly action: 'create' | 'update' | 'replace' | 'delete' | 'read';
  /** What an update changes, or what forces a replacement; empty for the other actions. */
  readonly attributes: readonly string[];
}

/** What a plan would do to resources and outputs, from `terraform show -json PLAN`. */
export function plannedChanges(planJson: string): PlannedChange[] {
  const { resource_changes, output_changes } = planSchema.parse(JSON.parse(planJson));
  return [
    ...resource_changes.map(({ address, change }) => ({ address, ...change })),
    ...Object.entries(output_changes).map(([name, { actions }]) => ({ address: `output.${name}`, actions })),
  ].flatMap(({ address, actions, ...values }) => {
    const action = actionOf(actions);
    return action ? [{ address, action, attributes: changedAttributes(action, values) }] : [];
  });
}

/** `aws_kms_key.key: update of description, tags; aws_sns_topic.alarms: create and 7 more`. */
export function describeChanges(changes: readonly PlannedChange[]): string {
  const shown = changes.slice(0, CHANGES_SHOWN).map(describe).join('; ');
  const more = changes.length - CHANGES_SHOWN;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function describe({ address, action, attributes }: PlannedChange): string {
  return `${address}: ${action}${attributes.length > 0 ? ` of ${attributes.join(', ')}` : ''}`;
}

function actionOf(actions: readonly string[]): PlannedChange['action'] | undefined {
  if (actions.length > 1) return 'replace';
  return (['create', 'update', 'delete', 'read'] as const).find((action) => actions.includes(action));
}

function changedAttributes(
  action: PlannedChange['action'],
  { before, after, replace_paths = [] }: Values,
): string[] {
  if (action === 'replace') return replace_paths.map((path) => path.join('.'));
  return action === 'update' ? differing(before ?? {}, after ?? {}) : [];
}

/** An attribute that is known only after the apply is not in `after`: it counts as changed. */
function differing(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name]));
}
