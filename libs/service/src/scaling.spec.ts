import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { resourcesOf } from '@edutechbr/foundation/testing';
import type { ExamWindow, ScalingSettings } from './index.ts';
import { minimal, synthesize } from './testing/synthesize.ts';

const withScaling = (scaling: Partial<ScalingSettings>, ...examWindows: ExamWindow[]) =>
  synthesize({ service: { scaling: { ...minimal.scaling, ...scaling }, examWindows } });

const morning: ExamWindow = {
  name: 'morning',
  weekdays: ['FRI'],
  startTime: '08:00',
  endTime: '12:00',
  minTasks: 4,
};

describe('scaling', () => {
  it('moves the service between its bounds', () => {
    expect(synthesize()).toHaveResourceWithProperties(AppautoscalingTarget, {
      service_namespace: 'ecs',
      scalable_dimension: 'ecs:service:DesiredCount',
      resource_id: expect.stringMatching(
        /^service\/ecs-cluster-production-test\/\$\{aws_ecs_service\..*\.name\}$/,
      ),
      min_capacity: 2,
      max_capacity: 6,
    });
  });

  it.each([
    ['cpu', 'ECSServiceAverageCPUUtilization', 60],
    ['memory', 'ECSServiceAverageMemoryUtilization', 75],
  ])('tracks %s', (name, metric, target) => {
    expect(synthesize()).toHaveResourceWithProperties(AppautoscalingPolicy, {
      name: `scaling-policy-${name}-production-test`,
      policy_type: 'TargetTrackingScaling',
      target_tracking_scaling_policy_configuration: {
        target_value: target,
        scale_out_cooldown: 60,
        scale_in_cooldown: 300,
        predefined_metric_specification: { predefined_metric_type: metric },
      },
    });
  });

  it('takes other cooldowns', () => {
    const synthesized = withScaling({ scaleOutCooldownSeconds: 0, scaleInCooldownSeconds: 3600 });
    expect(synthesized).toHaveResourceWithProperties(AppautoscalingPolicy, {
      target_tracking_scaling_policy_configuration: expect.objectContaining({
        scale_out_cooldown: 0,
        scale_in_cooldown: 3600,
      }),
    });
  });

  it.each<[string, Partial<ScalingSettings>]>([
    ['scaling.minTasks must be between 1 and 5000, got 0', { minTasks: 0 }],
    ['scaling.maxTasks must be between 2 and 5000, got 1', { maxTasks: 1 }],
    ['scaling.maxTasks must be between 2 and 5000, got 5001', { maxTasks: 5001 }],
    ['scaling.targetCpuPercent must be between 10 and 90, got 9', { targetCpuPercent: 9 }],
    ['scaling.targetCpuPercent must be between 10 and 90, got 91', { targetCpuPercent: 91 }],
    ['scaling.targetMemoryPercent must be between 10 and 90, got 9', { targetMemoryPercent: 9 }],
    ['scaling.targetMemoryPercent must be between 10 and 90, got 91', { targetMemoryPercent: 91 }],
    ['scaling.scaleOutCooldownSeconds must be between 0 and 3600, got -1', { scaleOutCooldownSeconds: -1 }],
    ['scaling.scaleInCooldownSeconds must be between 0 and 3600, got 3601', { scaleInCooldownSeconds: 3601 }],
    ['scaling.timezone must be the IANA name of a time zone, got "Brasil"', { timezone: 'Brasil' }],
  ])('is refused: %s', (message, scaling) => {
    expect(() => withScaling(scaling)).toThrow(message);
  });
});

describe('an exam window', () => {
  it('raises the minimum ahead of the exam, in São Paulo time, and restores it', () => {
    const synthesized = withScaling({}, morning);
    expect(synthesized).toHaveResourceWithProperties(AppautoscalingScheduledAction, {
      name: 'scheduled-action-morning-raise-production-test',
      schedule: 'cron(45 7 ? * FRI *)',
      timezone: 'America/Sao_Paulo',
      scalable_target_action: { min_capacity: '4', max_capacity: '6' },
    });
    expect(synthesized).toHaveResourceWithProperties(AppautoscalingScheduledAction, {
      name: 'scheduled-action-morning-restore-production-test',
      schedule: 'cron(0 12 ? * FRI *)',
      scalable_target_action: { min_capacity: '2', max_capacity: '6' },
    });
  });

  it('keeps a deployment from lowering the minimum that it has raised', () => {
    const [plain] = resourcesOf(withScaling({}), AppautoscalingTarget);
    expect(plain).not.toHaveProperty('lifecycle');
    expect(withScaling({}, morning)).toHaveResourceWithProperties(AppautoscalingTarget, {
      lifecycle: { ignore_changes: ['min_capacity'] },
    });
  });

  it('stays within the bounds of the service', () => {
    const rule = 'examWindows[0].minTasks must be between 2 and 6';
    expect(() => withScaling({}, { ...morning, minTasks: 1 })).toThrow(`${rule}, got 1`);
    expect(() => withScaling({}, { ...morning, minTasks: 7 })).toThrow(`${rule}, got 7`);
  });
});
