import { z } from 'zod';
import { AwsError } from '../endpoint/aws-error.ts';

const text = z.string();
const texts = z.record(text, text);

const target = z.object({
  resourceType: text,
  resourceArns: z.array(text).optional(),
  resourceTags: texts.optional(),
  filters: z.array(z.object({ path: text, values: z.array(text) })).optional(),
  selectionMode: text,
  parameters: texts.optional(),
});

const action = z.object({
  actionId: text,
  description: text.optional(),
  parameters: texts.optional(),
  targets: texts.optional(),
  startAfter: z.array(text).optional(),
});

const stopCondition = z.object({ source: z.enum(['none', 'aws:cloudwatch:alarm']), value: text.optional() });

const settings = z.object({
  description: text.max(512),
  stopConditions: z.array(stopCondition).max(5),
  targets: z.record(text, target),
  actions: z.record(text, action),
  roleArn: text,
  experimentOptions: z.object({
    accountTargeting: text.optional(),
    emptyTargetResolutionMode: text.optional(),
  }),
});

/** What CreateExperimentTemplate takes (FIS API reference), as far as it is emulated. */
export const templateSchema = settings.extend({
  targets: settings.shape.targets.default({}),
  experimentOptions: settings.shape.experimentOptions.default({}),
  tags: texts.default({}),
});

/** What UpdateExperimentTemplate takes: the parts that change. */
export const changesSchema = settings.partial();

export type TemplateSettings = z.infer<typeof templateSchema>;
type Target = z.infer<typeof target>;

/** What an experiment does here. */
export interface Effects {
  /** Zones that are lost with all that runs there. */
  readonly zones: readonly string[];
  /** Tasks that are stopped: so many of a service, chosen at random. */
  readonly tasks: readonly { readonly cluster: string; readonly service: string; readonly count: number }[];
  /** How long the zones stay away. */
  readonly milliseconds: number;
}

/** What each action takes as its target (AWS FIS user guide, "AWS FIS Actions reference"). */
const targetsOf: Readonly<Record<string, readonly [key: string, resourceType: string]>> = {
  'aws:ecs:stop-task': ['Tasks', 'aws:ecs:task'],
  'aws:network:disrupt-connectivity': ['Subnets', 'aws:ec2:subnet'],
  'aws:elasticache:replicationgroup-interrupt-az-power': [
    'ReplicationGroups',
    'aws:elasticache:replicationgroup',
  ],
};

/**
 * Reads what a template breaks. A zone whose subnets are cut is lost with all that runs there: its tasks and its node of Redis need not be stopped
 * as well.
 *
 * @throws AwsError (ValidationException) for what AWS refuses, and for what is not emulated.
 */
export function effectsOf({ actions, targets }: TemplateSettings): Effects {
  const named = Object.entries(actions).map(([name, each]) => {
    const [key, resourceType] = targetsOf[each.actionId] ?? [];
    if (!key)
      throw invalid(`action ${name}: ${each.actionId} is none of ${Object.keys(targetsOf).join(', ')}`);
    const found = targets[each.targets?.[key] ?? ''];
    if (!found || found.resourceType !== resourceType)
      throw invalid(`action ${name}: its target ${key} must be a target of type ${resourceType}`);
    return { name, ...each, target: found };
  });
  if (named.length === 0) throw invalid('a template must have an action');
  const cut = named.filter(({ actionId }) => actionId === 'aws:network:disrupt-connectivity');
  for (const { name, parameters } of cut)
    if (parameters?.['scope'] !== 'all') throw invalid(`action ${name}: only scope all is emulated`);
  const zones = cut.map(({ name, target: each }) => zoneOf(name, each));
  for (const { name, actionId, target: each } of named)
    if (actionId.startsWith('aws:elasticache:') && !zones.includes(zoneOf(name, each)))
      throw invalid(`action ${name}: power is only interrupted with the subnets of the zone`);
  const tasks = named
    .filter(({ actionId, target: each }) => actionId === 'aws:ecs:stop-task' && !isIn(each, zones))
    .map(({ name, target: each }) => tasksOf(name, each));
  return {
    zones,
    tasks,
    milliseconds: Math.max(0, ...cut.map(({ name, parameters }) => durationOf(name, parameters))),
  };
}

function zoneOf(name: string, { parameters }: Target): string {
  const zone = parameters?.['availabilityZoneIdentifier'];
  if (!zone) throw invalid(`action ${name}: the target must have the parameter availabilityZoneIdentifier`);
  return zone;
}

const isIn = ({ filters = [] }: Target, zones: readonly string[]): boolean =>
  filters.some(
    ({ path, values }) => path === 'AvailabilityZone' && values.every((zone) => zones.includes(zone)),
  );

function tasksOf(name: string, { parameters, selectionMode, filters = [] }: Target) {
  const { cluster, service } = parameters ?? {};
  const [, count] = /^COUNT\((\d+)\)$/.exec(selectionMode) ?? [];
  if (!cluster || !service || !count || filters.length > 0)
    throw invalid(
      `action ${name}: tasks are stopped here by cluster, service and COUNT(n), or with their zone`,
    );
  return { cluster, service, count: Number(count) };
}

/** From one minute to 12 hours (the same reference). */
function durationOf(name: string, parameters: Readonly<Record<string, string>> = {}): number {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(parameters['duration'] ?? '') ?? [];
  const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  if (milliseconds < 60_000 || milliseconds > 12 * 3_600_000)
    throw invalid(`action ${name}: duration must be between PT1M and PT12H, got ${parameters['duration']}`);
  return milliseconds;
}

export const invalid = (message: string) => new AwsError(400, 'ValidationException', message);
