import type { TargetGroupSettings } from '../load-balancer/settings.ts';

/** A target group as the stage deploys it. */
export const targetGroup: TargetGroupSettings = {
  arn: 'arn:group',
  name: 'lms',
  fullName: 'targetgroup/lms/1',
  balance: 'round_robin',
  deregistrationDelaySeconds: 30,
  slowStartSeconds: 0,
  healthCheck: {
    path: '/livez',
    matcher: '200-204',
    intervalSeconds: 10,
    timeoutSeconds: 5,
    unhealthyThreshold: 3,
  },
};
