import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { resourcesOf } from '@edutechbr/foundation/testing';
import type { BurstSettings } from './index.ts';
import { minimal, synthesize } from './testing/synthesize.ts';

const withBurst = (burst?: BurstSettings) =>
  synthesize({ service: { scaling: { ...minimal.scaling, burst } } });
const dashboardOf = (synthesized: string) =>
  String(resourcesOf(synthesized, CloudwatchDashboard)[0]?.['dashboard_body']);

describe('a burst policy', () => {
  it('triples the tasks at once, and removes none', () => {
    expect(withBurst({})).toHaveResourceWithProperties(AppautoscalingPolicy, {
      name: 'scaling-policy-burst-production-test',
      policy_type: 'StepScaling',
      resource_id: expect.stringMatching(/^\$\{aws_appautoscaling_target\./),
      step_scaling_policy_configuration: {
        adjustment_type: 'PercentChangeInCapacity',
        metric_aggregation_type: 'Maximum',
        cooldown: 60,
        step_adjustment: [{ metric_interval_lower_bound: '0', scaling_adjustment: 200 }],
      },
    });
  });

  it('is triggered by ten seconds of tasks that are full, held for a minute, and told', () => {
    const topic = expect.stringMatching(/^\$\{aws_sns_topic\./);
    const policy = expect.stringMatching(/^\$\{aws_appautoscaling_policy\.\w+_burst_policy_\w+\.arn\}$/);
    expect(withBurst({})).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      alarm_name: 'alarm-burst-production-test',
      namespace: 'EduTechBR/LMS',
      metric_name: 'Saturation',
      dimensions: { ServiceName: 'ecs-service-production-test' },
      statistic: 'Average',
      comparison_operator: 'GreaterThanThreshold',
      threshold: 80,
      period: 10,
      datapoints_to_alarm: 1,
      evaluation_periods: 6,
      treat_missing_data: 'notBreaching',
      alarm_actions: [policy, topic],
      ok_actions: [topic],
    });
  });

  it('takes other settings', () => {
    const synthesized = withBurst({ saturationPercent: 50, growthPercent: 1000, cooldownSeconds: 3600 });
    expect(synthesized).toHaveResourceWithProperties(AppautoscalingPolicy, {
      step_scaling_policy_configuration: expect.objectContaining({
        cooldown: 3600,
        step_adjustment: [expect.objectContaining({ scaling_adjustment: 1000 })],
      }),
    });
    expect(synthesized).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
      metric_name: 'Saturation',
      threshold: 50,
    });
  });

  it('is seen in the dashboard beside CPU', () => {
    const dashboard = dashboardOf(withBurst({ saturationPercent: 70 }));
    expect(dashboard).toContain('["EduTechBR/LMS","Saturation","ServiceName","ecs-service-production-test"');
    expect(dashboard).toContain('{"label":"burst","value":70}');
  });

  it('is there only when it is asked for', () => {
    const synthesized = withBurst(undefined);
    const types = resourcesOf(synthesized, AppautoscalingPolicy).map((policy) => policy['policy_type']);
    expect(types).toEqual(['TargetTrackingScaling', 'TargetTrackingScaling']);
    expect(resourcesOf(synthesized, CloudwatchMetricAlarm)).not.toContainEqual(
      expect.objectContaining({ metric_name: 'Saturation' }),
    );
    expect(dashboardOf(synthesized)).not.toContain('Saturation');
  });

  it.each<[string, BurstSettings]>([
    ['scaling.burst.saturationPercent must be between 50 and 95, got 49', { saturationPercent: 49 }],
    ['scaling.burst.saturationPercent must be between 50 and 95, got 96', { saturationPercent: 96 }],
    ['scaling.burst.growthPercent must be between 10 and 1000, got 9', { growthPercent: 9 }],
    ['scaling.burst.growthPercent must be between 10 and 1000, got 1001', { growthPercent: 1001 }],
    ['scaling.burst.cooldownSeconds must be between 60 and 3600, got 59', { cooldownSeconds: 59 }],
    ['scaling.burst.cooldownSeconds must be between 60 and 3600, got 3601', { cooldownSeconds: 3601 }],
  ])('is refused: %s', (message, burst) => {
    expect(() => withBurst(burst)).toThrow(message);
  });
});
