import { ApiError, notFound, validationError } from './api-error.ts';
import type { Arns } from './arns.ts';
import { requestedBounds, type Bounds } from './bounds.ts';
import type { ScalableServices } from './ecs-services.ts';
import { page } from './pagination.ts';
import {
  newScalableTarget,
  targetKey,
  type Registry,
  type ScalableTarget,
  type TargetKey,
} from './registry.ts';
import type { Requests, TargetTrackingConfiguration } from './requests.ts';
import type { PolicyAlarms } from './policy-alarms.ts';
import { nextRun } from './schedule.ts';
import { hasSameAlarms, newAlarmNames, tracksSameMetric } from './target-tracking.ts';
import { validateStepScaling } from './step-scaling.ts';

export interface ApiProps {
  readonly registry: Registry;
  readonly services: ScalableServices;
  readonly alarms: PolicyAlarms;
  readonly arns: Arns;
  /** @default - the machine's clock */
  readonly clock?: () => Date;
}

export type Operations = {
  [Name in keyof Requests]: (request: Requests[Name]) => object | Promise<object>;
};

/** The operations of Application Auto Scaling; each method answers the request of its name. */
export class ApplicationAutoScalingApi implements Operations {
  private readonly props: ApiProps;
  private readonly registry: Registry;
  private readonly clock: () => Date;

  constructor(props: ApiProps) {
    this.props = props;
    this.registry = props.registry;
    this.clock = props.clock ?? (() => new Date());
  }

  async RegisterScalableTarget(request: Requests['RegisterScalableTarget']): Promise<object> {
    const known = this.registry.find(request);
    const bounds = requestedBounds(request, known);
    if (!(await this.props.services.describe(request.ResourceId))) {
      throw validationError(`ECS service doesn't exist: ${request.ResourceId}`);
    }
    const target = known ?? this.newTarget(request, bounds);
    const { description } = target;
    target.boundsToEnforce ||=
      bounds.MinCapacity !== description.MinCapacity || bounds.MaxCapacity !== description.MaxCapacity;
    Object.assign(description, bounds);
    description.SuspendedState = { ...description.SuspendedState, ...request.SuspendedState };
    for (const [key, value] of Object.entries(request.Tags ?? {})) target.tags.set(key, value);
    this.registry.add(target);
    return { ScalableTargetARN: description.ScalableTargetARN };
  }

  DescribeScalableTargets(request: Requests['DescribeScalableTargets']) {
    const descriptions = this.registry
      .targets()
      .map(({ description }) => description)
      .filter(({ ResourceId }) => isOneOf(ResourceId, request.ResourceIds));
    return page('ScalableTargets', descriptions, request);
  }

  async DeregisterScalableTarget(request: Requests['DeregisterScalableTarget']): Promise<object> {
    const target = this.registry.find(request);
    if (!target) throw notFound(`No scalable target found for ${display(request)}`);
    await this.props.alarms.delete([...target.policies.values()]);
    this.registry.remove(request);
    return {};
  }

  async PutScalingPolicy(request: Requests['PutScalingPolicy']): Promise<object> {
    const target = this.registered(request);
    const {
      PolicyName,
      PolicyType,
      TargetTrackingScalingPolicyConfiguration: tracking,
      StepScalingPolicyConfiguration: step,
    } = request;
    const configurations = { TargetTrackingScaling: tracking, StepScaling: step };
    if (!configurations[PolicyType] || (tracking && step)) {
      throw validationError(`The configuration does not fit the policy type ${PolicyType}`);
    }
    if (step) validateStepScaling(step);
    const others = [...target.policies.values()].filter((policy) => policy.PolicyName !== PolicyName);
    if (tracking && others.some((policy) => tracksSameMetric(policy, tracking))) {
      throw validationError(
        'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
      );
    }
    const known = target.policies.get(PolicyName);
    const keepsAlarms = known !== undefined && hasSameAlarms(known, tracking);
    if (known && !keepsAlarms) await this.props.alarms.delete([known]);
    const policy = {
      ...targetKey(request),
      PolicyName,
      PolicyType,
      ...(tracking && { TargetTrackingScalingPolicyConfiguration: tracking }),
      ...(step && { StepScalingPolicyConfiguration: step }),
      PolicyARN: known?.PolicyARN ?? this.props.arns.newPolicy(request, PolicyName),
      Alarms: keepsAlarms ? known.Alarms : this.newAlarms(request, tracking),
      CreationTime: known?.CreationTime ?? this.clock(),
    };
    await this.props.alarms.put(policy);
    target.policies.set(PolicyName, policy);
    return { PolicyARN: policy.PolicyARN, Alarms: policy.Alarms };
  }

  async DescribeScalingPolicies(request: Requests['DescribeScalingPolicies']): Promise<object> {
    const policies = this.targetsOf(request)
      .flatMap((target) => [...target.policies.values()])
      .filter(({ PolicyName }) => isOneOf(PolicyName, request.PolicyNames))
      .map(async (policy) => ({ ...policy, Alarms: await this.props.alarms.of(policy) }));
    return page('ScalingPolicies', await Promise.all(policies), request);
  }

  async DeleteScalingPolicy(request: Requests['DeleteScalingPolicy']): Promise<object> {
    const policies = this.registry.find(request)?.policies;
    const policy = policies?.get(request.PolicyName);
    if (!policy) {
      throw notFound(`No scaling policy found for ${display(request)}, policy name: ${request.PolicyName}`);
    }
    await this.props.alarms.delete([policy]);
    policies?.delete(request.PolicyName);
    return {};
  }

  PutScheduledAction(request: Requests['PutScheduledAction']) {
    const target = this.registered(request);
    const { ScheduledActionName } = request;
    const known = target.scheduledActions.get(ScheduledActionName)?.description;
    const Schedule = request.Schedule ?? known?.Schedule;
    const ScalableTargetAction = request.ScalableTargetAction ?? known?.ScalableTargetAction;
    if (!Schedule || !ScalableTargetAction) {
      throw validationError('Schedule and ScalableTargetAction are required for a new scheduled action');
    }
    const description = {
      Timezone: 'UTC',
      CreationTime: this.clock(),
      ScheduledActionARN: this.props.arns.newScheduledAction(request, ScheduledActionName),
      ...known,
      // "If you don't specify start and end times, the old values are deleted." (API reference)
      StartTime: undefined,
      EndTime: undefined,
      ...request,
      Schedule,
      ScalableTargetAction,
    };
    target.scheduledActions.set(ScheduledActionName, {
      description,
      nextRun: nextRun(description, this.clock()),
    });
    return {};
  }

  DescribeScheduledActions(request: Requests['DescribeScheduledActions']) {
    const actions = this.targetsOf(request)
      .flatMap((target) => [...target.scheduledActions.values()])
      .map(({ description }) => description)
      .filter(({ ScheduledActionName }) => isOneOf(ScheduledActionName, request.ScheduledActionNames));
    return page('ScheduledActions', actions, request);
  }

  DeleteScheduledAction(request: Requests['DeleteScheduledAction']) {
    const name = request.ScheduledActionName;
    if (!this.registry.find(request)?.scheduledActions.delete(name)) {
      throw notFound(`No scheduled action found for ${display(request)}, scheduled action name: ${name}`);
    }
    return {};
  }

  DescribeScalingActivities(request: Requests['DescribeScalingActivities']) {
    const activities = this.registry.activities.filter(
      ({ ResourceId, NotScaledReasons }) =>
        (request.ResourceId ?? ResourceId) === ResourceId &&
        (NotScaledReasons === undefined || request.IncludeNotScaledActivities),
    );
    return page('ScalingActivities', activities, request);
  }

  ListTagsForResource({ ResourceARN }: Requests['ListTagsForResource']) {
    return { Tags: Object.fromEntries(this.byArn(ResourceARN).tags) };
  }

  TagResource({ ResourceARN, Tags }: Requests['TagResource']) {
    const { tags } = this.byArn(ResourceARN);
    for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
    return {};
  }

  UntagResource({ ResourceARN, TagKeys }: Requests['UntagResource']) {
    const { tags } = this.byArn(ResourceARN);
    for (const key of TagKeys) tags.delete(key);
    return {};
  }

  private newTarget(request: Requests['RegisterScalableTarget'], bounds: Bounds): ScalableTarget {
    return newScalableTarget({
      ...targetKey(request),
      ...bounds,
      RoleARN: request.RoleARN ?? this.props.arns.serviceLinkedRole(),
      ScalableTargetARN: this.props.arns.newTarget(),
      CreationTime: this.clock(),
    });
  }

  private newAlarms(key: TargetKey, tracking: TargetTrackingConfiguration | undefined) {
    const names = tracking ? newAlarmNames(key, tracking) : [];
    return names.map((AlarmName) => ({ AlarmName, AlarmARN: this.props.arns.alarm(AlarmName) }));
  }

  private registered(key: TargetKey): ScalableTarget {
    const target = this.registry.find(key);
    if (!target) throw notFound(`No scalable target registered for ${display(key)}`);
    return target;
  }

  private targetsOf({ ResourceId }: { ResourceId?: string | undefined }): ScalableTarget[] {
    return this.registry
      .targets()
      .filter(({ description }) => (ResourceId ?? description.ResourceId) === description.ResourceId);
  }

  private byArn(arn: string): ScalableTarget {
    const target = this.registry.targets().find(({ description }) => description.ScalableTargetARN === arn);
    if (!target) throw new ApiError('ResourceNotFoundException', `The resource doesn't exist: ${arn}`);
    return target;
  }
}

function display({ ServiceNamespace, ResourceId, ScalableDimension }: TargetKey): string {
  return `service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`;
}

function isOneOf(name: string, names: readonly string[] | undefined): boolean {
  return !names?.length || names.includes(name);
}
