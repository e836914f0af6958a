import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { ConfigurationError, requireBetween, type DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { BurstScaling, validateBurst, type BurstSettings } from './burst-scaling.ts';
import { examTimezone, scheduleOf, validateExamWindows, type ExamWindow } from './exam-window.ts';
import type { ServiceMetrics } from './metrics.ts';

/** Between which bounds and towards which load the number of tasks moves. */
export interface ScalingSettings {
  /** Fewest tasks outside of exam windows, at least 1. */
  readonly minTasks: number;
  /** Most tasks, at least `minTasks` and at most 5000 (ECS service quota). */
  readonly maxTasks: number;
  /** CPU that the tasks use on average, 10 to 90. */
  readonly targetCpuPercent: number;
  /** Memory that the tasks use on average, 10 to 90. */
  readonly targetMemoryPercent: number;
  /**
   * Seconds after a scale-out before the next one, 0 to 3600.
   *
   * @default 60
   */
  readonly scaleOutCooldownSeconds?: number;
  /**
   * Seconds after a scaling before a scale-in, 0 to 3600.
   *
   * @default 300
   */
  readonly scaleInCooldownSeconds?: number;
  /**
   * IANA name of the time zone of the exam windows.
   *
   * @default 'America/Sao_Paulo'
   */
  readonly timezone?: string;
  /**
   * Growth within seconds when all tasks are full, beside target tracking, which takes minutes.
   *
   * @default - target tracking alone
   */
  readonly burst?: BurstSettings;
}

export interface ServiceScalingProps extends ScalingSettings {
  readonly context: DeploymentContext;
  readonly clusterName: string;
  /** Name of the service as an attribute of its resource, so that scaling is taken away before the service is. */
  readonly serviceName: string;
  readonly examWindows: readonly ExamWindow[];
  readonly metrics: ServiceMetrics;
  /** Is told of bursts. */
  readonly topicArn: string;
}

/** The settings in full, except for what may be left out altogether. */
type DefaultedSettings = ScalingSettings & Required<Omit<ScalingSettings, 'burst'>>;

type Metric = 'ECSServiceAverageCPUUtilization' | 'ECSServiceAverageMemoryUtilization';

/** @throws ConfigurationError if a bound, a target or a window is out of range. */
export function validateScaling(scaling: ScalingSettings, examWindows: readonly ExamWindow[]): void {
  const { minTasks, maxTasks, ...settings } = withDefaults(scaling);
  requireBetween('scaling.minTasks', minTasks, 1, 5000);
  requireBetween('scaling.maxTasks', maxTasks, minTasks, 5000);
  requireBetween('scaling.targetCpuPercent', settings.targetCpuPercent, 10, 90);
  requireBetween('scaling.targetMemoryPercent', settings.targetMemoryPercent, 10, 90);
  requireBetween('scaling.scaleOutCooldownSeconds', settings.scaleOutCooldownSeconds, 0, 3600);
  requireBetween('scaling.scaleInCooldownSeconds', settings.scaleInCooldownSeconds, 0, 3600);
  validateTimezone(settings.timezone);
  if (settings.burst) validateBurst(settings.burst);
  validateExamWindows(examWindows);
  examWindows.forEach((window, index) =>
    requireBetween(`examWindows[${index}].minTasks`, window.minTasks, minTasks, maxTasks),
  );
}

/**
 * Scales the service: out when CPU or memory is above its target, in when both are below, ahead of exams, which start
 * faster than target tracking can follow, and in bursts, for what nobody has announced.
 */
export class ServiceScaling extends Construct {
  private readonly props: ServiceScalingProps & DefaultedSettings;
  private readonly target: AppautoscalingTarget;

  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    this.props = { ...props, ...withDefaults(props) };
    this.target = this.createTarget();
    this.track('cpu', 'ECSServiceAverageCPUUtilization', props.targetCpuPercent);
    this.track('memory', 'ECSServiceAverageMemoryUtilization', props.targetMemoryPercent);
    if (props.burst) this.followBursts(props.burst);
    props.examWindows.forEach((window) => this.schedule(window));
  }

  private createTarget(): AppautoscalingTarget {
    const { clusterName, serviceName, minTasks, maxTasks, examWindows } = this.props;
    return new AppautoscalingTarget(this, 'target', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${clusterName}/${serviceName}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
      // The scheduled actions move the minimum: a deploy during an exam must not lower it again.
      lifecycle: examWindows.length > 0 ? { ignoreChanges: ['min_capacity'] } : undefined,
    });
  }

  private track(name: string, metric: Metric, targetValue: number): void {
    new AppautoscalingPolicy(this, name, {
      name: this.props.context.names.name('scaling-policy', name),
      policyType: 'TargetTrackingScaling',
      ...this.scaled(),
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        scaleOutCooldown: this.props.scaleOutCooldownSeconds,
        scaleInCooldown: this.props.scaleInCooldownSeconds,
        predefinedMetricSpecification: { predefinedMetricType: metric },
      },
    });
  }

  private followBursts(burst: BurstSettings): void {
    const { context, metrics, topicArn } = this.props;
    new BurstScaling(this, 'burst', { ...burst, context, metrics, topicArn, target: this.target });
  }

  private schedule(window: ExamWindow): void {
    const { raise, restore } = scheduleOf(window);
    this.setMinimum(`${window.name}-raise`, raise, window.minTasks);
    this.setMinimum(`${window.name}-restore`, restore, this.props.minTasks);
  }

  private setMinimum(name: string, schedule: string, minTasks: number): void {
    new AppautoscalingScheduledAction(this, name, {
      name: this.props.context.names.name('scheduled-action', name),
      ...this.scaled(),
      schedule,
      timezone: this.props.timezone,
      scalableTargetAction: { minCapacity: String(minTasks), maxCapacity: String(this.props.maxTasks) },
    });
  }

  private scaled() {
    const { serviceNamespace, scalableDimension, resourceId } = this.target;
    return { serviceNamespace, scalableDimension, resourceId };
  }
}

function withDefaults({
  scaleOutCooldownSeconds = 60,
  scaleInCooldownSeconds = 300,
  timezone = examTimezone,
  ...settings
}: ScalingSettings): DefaultedSettings {
  return { ...settings, scaleOutCooldownSeconds, scaleInCooldownSeconds, timezone };
}

function validateTimezone(timezone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw new ConfigurationError('scaling.timezone', 'must be the IANA name of a time zone', timezone);
  }
}
