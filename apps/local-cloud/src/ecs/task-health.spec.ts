import { healthOf, type TaskSigns } from './task-health.ts';

const target = (health: 'initial' | 'healthy' | 'unhealthy') => ({ targetGroupArn: 'arn:group', health });
const healthy: TaskSigns = {
  running: true,
  secondsRunning: 61,
  gracePeriodSeconds: 60,
  container: 'HEALTHY',
  target: target('healthy'),
};

it('a task is healthy when container and load balancer say so', () => {
  expect(healthOf(healthy)).toEqual({ health: 'healthy' });
});

it('a task without health checks is healthy when it runs', () => {
  expect(healthOf({ ...healthy, container: undefined, target: undefined })).toEqual({ health: 'healthy' });
});

it.each<[string, Partial<TaskSigns>]>([
  ['is not running', { running: false }],
  ['has not passed its container health check', { container: 'UNKNOWN' }],
  ['has not passed a load balancer health check', { target: target('initial') }],
  ['fails within the grace period', { target: target('unhealthy'), secondsRunning: 59 }],
])('a task that %s is still starting', (_name, signs) => {
  expect(healthOf({ ...healthy, ...signs })).toEqual({ health: 'starting' });
});

it.each<[string, Partial<TaskSigns>]>([
  ['Task failed container health checks', { container: 'UNHEALTHY' }],
  ['Task failed ELB health checks in (target-group arn:group)', { target: target('unhealthy') }],
])('an unhealthy task says: %s', (unhealthyReason, signs) => {
  expect(healthOf({ ...healthy, ...signs })).toEqual({ health: 'unhealthy', unhealthyReason });
});
