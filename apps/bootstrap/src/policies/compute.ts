import type { PolicyStatement } from '@edutechbr/foundation';
import { allow, type Scope } from './scope.ts';

/** Cluster, service, load balancer and scaling, as a plan and an inventory see them. */
export const readCompute = (scope: Scope): PolicyStatement[] => [
  allow(
    'Containers',
    'ecs',
    [
      ...['DescribeClusters', 'DescribeServiceDeployments', 'DescribeServiceRevisions', 'DescribeServices'],
      ...['DescribeTasks', 'ListServiceDeployments', 'ListTagsForResource', 'ListTasks'],
    ],
    scope.arns('ecs', '*'),
  ),
  // These actions know no resource (service authorization reference of ECS).
  allow('ContainerLists', 'ecs', ['DescribeTaskDefinition', 'ListClusters', 'ListTaskDefinitions'], '*'),
  allow(
    'LoadBalancer',
    'elasticloadbalancing',
    [
      ...[
        'DescribeCapacityReservation',
        'DescribeListenerAttributes',
        'DescribeListeners',
        'DescribeLoadBalancerAttributes',
      ],
      ...['DescribeLoadBalancers', 'DescribeTags', 'DescribeTargetGroupAttributes', 'DescribeTargetGroups'],
      'DescribeTargetHealth',
    ],
    '*',
  ),
  allow(
    'Scaling',
    'application-autoscaling',
    ['DescribeScalableTargets', 'DescribeScalingPolicies', 'DescribeScheduledActions'],
    '*',
  ),
  allow(
    'ScalingTags',
    'application-autoscaling',
    ['ListTagsForResource'],
    scope.arns('application-autoscaling', '*'),
  ),
];

export const writeCompute = (scope: Scope): PolicyStatement[] => {
  const loadBalancers = scope.arns('elasticloadbalancing', 'loadbalancer/app/<alb>/*');
  const listeners = scope.arns('elasticloadbalancing', 'listener/app/<alb>/*');
  const targetGroups = scope.arns('elasticloadbalancing', 'targetgroup/<tg>/*');
  const clusters = scope.arns('ecs', 'cluster/<ecs-cluster>');
  const services = scope.arns('ecs', 'service/<ecs-cluster>/*');
  const definitions = scope.arns('ecs', 'task-definition/<ecs-task>:*');
  return [
    allow(
      'Cluster',
      'ecs',
      ['CreateCluster', 'DeleteCluster', 'UpdateCluster', 'UpdateClusterSettings'],
      clusters,
    ),
    allow('Service', 'ecs', ['CreateService', 'DeleteService', 'UpdateService'], services),
    allow('TaskDefinition', 'ecs', ['RegisterTaskDefinition'], definitions),
    // This action knows no resource (service authorization reference of ECS).
    allow('OldTaskDefinition', 'ecs', ['DeregisterTaskDefinition'], '*'),
    allow(
      'TagContainers',
      'ecs',
      ['TagResource', 'UntagResource'],
      [...clusters, ...services, ...definitions],
    ),
    allow('StopTasks', 'ecs', ['StopTask'], scope.arns('ecs', 'task/<ecs-cluster>/*')),
    allow(
      'LoadBalancer',
      'elasticloadbalancing',
      [
        ...['AddTags', 'CreateListener', 'CreateLoadBalancer', 'CreateTargetGroup', 'DeleteListener'],
        ...['DeleteLoadBalancer', 'DeleteTargetGroup', 'ModifyListener', 'ModifyListenerAttributes'],
        ...['ModifyLoadBalancerAttributes', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes', 'RemoveTags'],
        ...['SetIpAddressType', 'SetSecurityGroups', 'SetSubnets'],
      ],
      [...loadBalancers, ...listeners, ...targetGroups],
    ),
    allow(
      'Scaling',
      'application-autoscaling',
      [
        ...['DeleteScalingPolicy', 'DeleteScheduledAction', 'DeregisterScalableTarget', 'PutScalingPolicy'],
        ...['PutScheduledAction', 'RegisterScalableTarget'],
      ],
      scope.arns('application-autoscaling', 'scalable-target/*'),
      { StringEquals: { 'application-autoscaling:service-namespace': 'ecs' } },
    ),
    allow(
      'TagScaling',
      'application-autoscaling',
      ['TagResource', 'UntagResource'],
      scope.arns('application-autoscaling', 'scalable-target/*'),
    ),
  ];
};
