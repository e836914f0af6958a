/**
 * Roles that AWS makes when a service is first used, under which services then act on our behalf. The first deploy races for
 * them: what needs one may come before it can be assumed. Names as the services' user guides have them, each under "Using
 * service-linked roles"; Application Auto Scaling has one for each service that it scales.
 */
export const serviceLinkedRoles = {
  ecs: { service: 'ecs.amazonaws.com', role: 'AWSServiceRoleForECS' },
  'load-balancing': {
    service: 'elasticloadbalancing.amazonaws.com',
    role: 'AWSServiceRoleForElasticLoadBalancing',
  },
  elasticache: { service: 'elasticache.amazonaws.com', role: 'AWSServiceRoleForElastiCache' },
  efs: { service: 'elasticfilesystem.amazonaws.com', role: 'AWSServiceRoleForAmazonElasticFileSystem' },
  experiments: { service: 'fis.amazonaws.com', role: 'AWSServiceRoleForFIS' },
  scaling: {
    service: 'ecs.application-autoscaling.amazonaws.com',
    role: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
  },
} as const;

export type ServiceLinkedRole = keyof typeof serviceLinkedRoles;
