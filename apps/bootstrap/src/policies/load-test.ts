import type { PolicyStatement } from '@edutechbr/foundation';
import { runExperiments } from './experiments.ts';
import { allow, type Scope } from './scope.ts';

/** What a load test asks of the deployed stage, what it changes of it for a run, and what it breaks (`load-tests/src`). */
export const loadTest = (scope: Scope): PolicyStatement[] => {
  const services = scope.arns('ecs', 'service/<ecs-cluster>/*');
  const tasks = scope.arns('ecs', 'task/<ecs-cluster>/*');
  const targets = scope.arns('application-autoscaling', 'scalable-target/*');
  const logGroups = scope.arns('logs', 'log-group:<log-group-*>');
  const [, launchKey = ''] = scope.stage.secretNames;
  return [
    allow('Metrics', 'cloudwatch', ['GetMetricData'], '*'),
    allow('AlarmStates', 'cloudwatch', ['DescribeAlarms'], scope.arns('cloudwatch', 'alarm:*')),
    // A scaling policy is tried alone while the alarms of the others rest.
    allow(
      'Alarms',
      'cloudwatch',
      ['DisableAlarmActions', 'EnableAlarmActions'],
      [
        ...scope.arns('cloudwatch', 'alarm:<alarm-*>'),
        ...scope.arns('cloudwatch', 'alarm:TargetTracking-service/<ecs-cluster>/*'),
      ],
    ),
    allow(
      'Logs',
      'logs',
      ['DescribeLogStreams', 'FilterLogEvents'],
      logGroups.flatMap((group) => [group, `${group}:*`]),
    ),
    allow(
      'Cache',
      'elasticache',
      ['DescribeReplicationGroups'],
      scope.arns('elasticache', 'replicationgroup:*'),
    ),
    allow('FailOver', 'elasticache', ['TestFailover'], scope.arns('elasticache', 'replicationgroup:<redis>')),
    allow(
      'FileSystem',
      'elasticfilesystem',
      ['DescribeFileSystems'],
      scope.arns('elasticfilesystem', 'file-system/*'),
    ),
    allow(
      'LoadBalancer',
      'elasticloadbalancing',
      ['DescribeListeners', 'DescribeLoadBalancers', 'DescribeTargetHealth'],
      '*',
    ),
    allow(
      'ScalingState',
      'application-autoscaling',
      [
        'DescribeScalableTargets',
        'DescribeScalingActivities',
        'DescribeScalingPolicies',
        'DescribeScheduledActions',
      ],
      '*',
    ),
    allow(
      'Scaling',
      'application-autoscaling',
      ['DeleteScheduledAction', 'PutScheduledAction', 'RegisterScalableTarget'],
      targets,
      { StringEquals: { 'application-autoscaling:service-namespace': 'ecs' } },
    ),
    allow('Service', 'ecs', ['DescribeServices', 'UpdateService'], services),
    allow('Tasks', 'ecs', ['DescribeTasks', 'StopTask'], tasks),
    allow('TaskList', 'ecs', ['ListTasks'], scope.arns('ecs', 'container-instance/*'), {
      ArnEquals: { 'ecs:cluster': scope.arns('ecs', 'cluster/<ecs-cluster>') },
    }),
    // Rollouts are tried with revisions of the deployed task definition; two of these actions know no resource.
    allow('Revisions', 'ecs', ['RegisterTaskDefinition'], scope.arns('ecs', 'task-definition/<ecs-task>:*')),
    allow('RevisionList', 'ecs', ['DeregisterTaskDefinition', 'DescribeTaskDefinition'], '*'),
    allow(
      'GiveTasksTheirRoles',
      'iam',
      ['PassRole'],
      ['lms-execution', 'lms-task'].flatMap((role) => scope.iamArns(`role/<iam-role-${role}>`)),
      {
        StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
      },
    ),
    allow(
      'LaunchKey',
      'secretsmanager',
      ['GetSecretValue'],
      scope.arns('secretsmanager', `secret:${launchKey}-??????`),
    ),
    ...runExperiments(scope),
  ];
};
