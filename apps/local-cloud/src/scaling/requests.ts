import { z } from 'zod';
import { validationError } from './api-error.ts';

/**
 * The requests that are served, with the constraints of the API reference:
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_Operations.html
 * Of the namespaces only `ecs` is served: nothing else can be scaled on this machine.
 */
const serviceNamespace = z.literal('ecs');
const scalableDimension = z.literal('ecs:service:DesiredCount');
const resourceId = z.string().regex(/^service\/[^/]+\/[^/]+$/);
const targetKey = {
  ServiceNamespace: serviceNamespace,
  ResourceId: resourceId,
  ScalableDimension: scalableDimension,
};

const name = z.string().min(1).max(256);
const capacity = z.int().min(0);
const seconds = z.int().min(0);
const timestamp = z.number().transform((epochSeconds) => new Date(epochSeconds * 1000));
const tags = z.record(z.string().min(1).max(128), z.string().max(256));
const page = { MaxResults: z.int().min(1).max(50).optional(), NextToken: z.string().optional() };
const dimensions = z.array(z.object({ Name: z.string(), Value: z.string() }));

const suspendedState = z.object({
  DynamicScalingInSuspended: z.boolean().optional(),
  DynamicScalingOutSuspended: z.boolean().optional(),
  ScheduledScalingSuspended: z.boolean().optional(),
});

const targetTrackingConfiguration = z
  .object({
    TargetValue: z.number().positive(),
    PredefinedMetricSpecification: z
      .object({
        PredefinedMetricType: z.enum([
          'ECSServiceAverageCPUUtilization',
          'ECSServiceAverageMemoryUtilization',
        ]),
        ResourceLabel: z.string().optional(),
      })
      .optional(),
    CustomizedMetricSpecification: z
      .object({
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: dimensions.optional(),
        Statistic: z.enum(['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum']),
        Unit: z.string().optional(),
      })
      .optional(),
    ScaleOutCooldown: seconds.optional(),
    ScaleInCooldown: seconds.optional(),
    DisableScaleIn: z.boolean().optional(),
  })
  .refine(
    (it) =>
      (it.PredefinedMetricSpecification === undefined) !== (it.CustomizedMetricSpecification === undefined),
    'Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified',
  );

const stepAdjustment = z.object({
  MetricIntervalLowerBound: z.number().optional(),
  MetricIntervalUpperBound: z.number().optional(),
  ScalingAdjustment: z.int(),
});

const stepScalingConfiguration = z.object({
  AdjustmentType: z.enum(['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity']),
  StepAdjustments: z.array(stepAdjustment),
  MinAdjustmentMagnitude: z.int().min(0).optional(),
  Cooldown: seconds.optional(),
  MetricAggregationType: z.enum(['Average', 'Minimum', 'Maximum']).optional(),
});

const requests = {
  RegisterScalableTarget: z.object({
    ...targetKey,
    MinCapacity: capacity.optional(),
    MaxCapacity: capacity.optional(),
    RoleARN: z.string().optional(),
    SuspendedState: suspendedState.optional(),
    Tags: tags.optional(),
  }),
  DescribeScalableTargets: z.object({
    ServiceNamespace: serviceNamespace,
    ResourceIds: z.array(z.string()).optional(),
    ScalableDimension: scalableDimension.optional(),
    ...page,
  }),
  DeregisterScalableTarget: z.object(targetKey),
  PutScalingPolicy: z.object({
    ...targetKey,
    PolicyName: name,
    PolicyType: z.enum(['TargetTrackingScaling', 'StepScaling']).default('StepScaling'),
    TargetTrackingScalingPolicyConfiguration: targetTrackingConfiguration.optional(),
    StepScalingPolicyConfiguration: stepScalingConfiguration.optional(),
  }),
  DescribeScalingPolicies: z.object({
    ServiceNamespace: serviceNamespace,
    PolicyNames: z.array(z.string()).optional(),
    ResourceId: z.string().optional(),
    ScalableDimension: scalableDimension.optional(),
    ...page,
  }),
  DeleteScalingPolicy: z.object({ ...targetKey, PolicyName: name }),
  PutScheduledAction: z.object({
    ...targetKey,
    ScheduledActionName: name,
    Schedule: z.string().optional(),
    Timezone: z.string().optional(),
    StartTime: timestamp.optional(),
    EndTime: timestamp.optional(),
    ScalableTargetAction: z
      .object({ MinCapacity: capacity.optional(), MaxCapacity: capacity.optional() })
      .optional(),
  }),
  DescribeScheduledActions: z.object({
    ServiceNamespace: serviceNamespace,
    ScheduledActionNames: z.array(z.string()).optional(),
    ResourceId: z.string().optional(),
    ScalableDimension: scalableDimension.optional(),
    ...page,
  }),
  DeleteScheduledAction: z.object({ ...targetKey, ScheduledActionName: name }),
  DescribeScalingActivities: z.object({
    ServiceNamespace: serviceNamespace,
    ResourceId: z.string().optional(),
    ScalableDimension: scalableDimension.optional(),
    IncludeNotScaledActivities: z.boolean().default(false),
    ...page,
  }),
  ListTagsForResource: z.object({ ResourceARN: z.string() }),
  TagResource: z.object({ ResourceARN: z.string(), Tags: tags }),
  UntagResource: z.object({ ResourceARN: z.string(), TagKeys: z.array(z.string()) }),
};

export type Requests = { [Operation in keyof typeof requests]: z.output<(typeof requests)[Operation]> };
/** The schema of each operation's request. */
export const requestSchemas: { [Operation in keyof Requests]: z.ZodType<Requests[Operation]> } = requests;

export type TargetTrackingConfiguration = z.output<typeof targetTrackingConfiguration>;
export type StepScalingConfiguration = z.output<typeof stepScalingConfiguration>;
export type StepAdjustment = z.output<typeof stepAdjustment>;

/**
 * @throws ApiError `ValidationException` that names every field with its value and rule, in AWS's wording
 */
export function parseRequest<Request>(schema: z.ZodType<Request>, input: unknown): Request {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const violations = result.error.issues.map(violation);
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  throw validationError(`${count} detected: ${violations.join('; ')}`);
}

function violation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  const value = issue.input === undefined ? 'null' : `'${display(issue.input)}'`;
  const field = issue.path
    .map((step) => (typeof step === 'string' ? lowerFirst(step) : String(step)))
    .join('.');
  return `Value ${value} at '${field}' failed to satisfy constraint: ${constraint(issue)}`;
}

function constraint(issue: z.core.$ZodIssue): string {
  const measure = 'origin' in issue && issue.origin === 'string' ? 'length' : 'value';
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${measure} ${issue.inclusive ? 'greater than or equal to' : 'greater than'} ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure} less than or equal to ${issue.maximum}`;
    case 'invalid_value':
      return issue.input === undefined
        ? 'Member must not be null'
        : `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${issue.pattern}`;
    default:
      return issue.input === undefined ? 'Member must not be null' : issue.message;
  }
}

function display(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
