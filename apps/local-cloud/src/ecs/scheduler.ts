import { circuitBreakerThreshold, type CircuitBreaker } from './circuit-breaker.ts';

export interface ServiceView {
  /** False when the service is being deleted. */
  readonly active: boolean;
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: CircuitBreaker;
  /** Zones of the service's subnets, without those that are lost. */
  readonly zones: readonly string[];
  readonly primary: DeploymentView;
  /** Whether another deployment is there that was completed once. */
  readonly canRollBack: boolean;
}

export interface DeploymentView {
  readonly id: string;
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  /** Tasks that failed one after the other. */
  readonly failedTasks: number;
}

/** A task that nobody has asked to stop. */
export interface TaskView {
  readonly taskArn: string;
  readonly deploymentId: string;
  readonly availabilityZone: string;
  readonly health: 'starting' | 'healthy' | 'unhealthy';
  /** Why it is unhealthy, in ECS's words. @default - it is not unhealthy */
  readonly unhealthyReason?: string;
}

export interface Decision {
  /** A zone for each task to start. */
  readonly start: readonly string[];
  readonly stop: readonly { readonly taskArn: string; readonly reason: string }[];
  /** What becomes of the primary deployment. @default - it stays as it is */
  readonly deployment?: 'COMPLETED' | 'FAILED' | 'ROLL_BACK';
}

/**
 * What the ECS service scheduler does next: keeps the desired number of healthy tasks, spread over the zones, and
 * replaces a superseded deployment's tasks within the minimum and maximum healthy percent.
 */
export function schedule(service: ServiceView, tasks: readonly TaskView[]): Decision {
  const { primary } = service;
  const reason = `Scaling activity initiated by (deployment ${primary.id})`;
  const stopAll = (some: readonly TaskView[]) => some.map(({ taskArn }) => ({ taskArn, reason }));
  if (!service.active) return { start: [], stop: stopAll(tasks) };
  if (primary.rolloutState === 'FAILED') return { start: [], stop: [] };
  if (isBroken(service))
    return { start: [], stop: [], deployment: service.canRollBack ? 'ROLL_BACK' : 'FAILED' };

  const own = tasks.filter(({ deploymentId }) => deploymentId === primary.id);
  const good = own.filter(({ health }) => health !== 'unhealthy');
  const unhealthy = own.filter(({ health }) => health === 'unhealthy');
  const superseded = tasks.filter(({ deploymentId }) => deploymentId !== primary.id);

  const missing = Math.max(0, service.desiredCount - good.length);
  const room = Math.max(0, mostTasks(service) - tasks.length);
  return {
    start: spread(service.zones, good, Math.min(missing, room)),
    stop: [
      ...stopAll(excess(good, service.desiredCount)),
      ...replaced(unhealthy, countHealthy(good) >= service.desiredCount || room < missing),
      ...stopAll(stoppable(superseded, countHealthy(tasks) - fewestHealthy(service))),
    ],
    deployment: isComplete(service, tasks) ? 'COMPLETED' : undefined,
  };
}

const mostTasks = ({ desiredCount, maximumPercent }: ServiceView): number =>
  Math.max(desiredCount, Math.floor((desiredCount * maximumPercent) / 100));

const fewestHealthy = ({ desiredCount, minimumHealthyPercent }: ServiceView): number =>
  Math.ceil((desiredCount * minimumHealthyPercent) / 100);

const countHealthy = (tasks: readonly TaskView[]): number =>
  tasks.filter(({ health }) => health === 'healthy').length;

function isBroken({ circuitBreaker, desiredCount, primary }: ServiceView): boolean {
  const counts = circuitBreaker.enable && primary.rolloutState === 'IN_PROGRESS';
  return counts && primary.failedTasks >= circuitBreakerThreshold(desiredCount);
}

function isComplete({ primary, desiredCount }: ServiceView, tasks: readonly TaskView[]): boolean {
  const settled = tasks.length === desiredCount && countHealthy(tasks) === desiredCount;
  return (
    primary.rolloutState === 'IN_PROGRESS' &&
    settled &&
    tasks.every((task) => task.deploymentId === primary.id)
  );
}

/** An unhealthy task is stopped once its replacement is healthy, or at once when there is no room for one. */
function replaced(unhealthy: readonly TaskView[], now: boolean): Decision['stop'] {
  if (!now) return [];
  return unhealthy.map(({ taskArn, unhealthyReason }) => ({
    taskArn,
    reason: unhealthyReason ?? 'Task failed health checks',
  }));
}

/** Those that serve nothing go at once, the others as far as enough healthy tasks remain. */
function stoppable(superseded: readonly TaskView[], spareHealthy: number): TaskView[] {
  const healthy = superseded.filter(({ health }) => health === 'healthy');
  const others = superseded.filter(({ health }) => health !== 'healthy');
  return [...others, ...healthy.slice(0, Math.max(0, spareHealthy))];
}

/** Tasks above the desired count: first those that still start, then from the zone that has most. */
function excess(tasks: readonly TaskView[], desiredCount: number): TaskView[] {
  const left = [...tasks];
  const chosen: TaskView[] = [];
  while (left.length > desiredCount) {
    const cost = (task: TaskView) =>
      (task.health === 'starting' ? 1000 : 0) + inZone(left, task.availabilityZone);
    const next = left.reduceRight((best, task) => (cost(task) > cost(best) ? task : best));
    left.splice(left.indexOf(next), 1);
    chosen.push(next);
  }
  return chosen;
}

function spread(zones: readonly string[], tasks: readonly TaskView[], count: number): string[] {
  const started: string[] = [];
  const load = (zone: string) => inZone(tasks, zone) + started.filter((each) => each === zone).length;
  while (started.length < count && zones.length > 0)
    started.push(zones.reduce((best, zone) => (load(zone) < load(best) ? zone : best)));
  return started;
}

const inZone = (tasks: readonly TaskView[], zone: string): number =>
  tasks.filter(({ availabilityZone }) => availabilityZone === zone).length;
