import { schedule, type ServiceView, type TaskView } from './scheduler.ts';

const zones = ['a', 'b', 'c'];
const service: ServiceView = {
  active: true,
  desiredCount: 3,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  circuitBreaker: { enable: true, rollback: true },
  zones,
  primary: { id: 'new', rolloutState: 'COMPLETED', failedTasks: 0 },
  canRollBack: false,
};
const inProgress = { ...service, primary: { ...service.primary, rolloutState: 'IN_PROGRESS' } } as const;

const task = (taskArn: string, availabilityZone: string, other: Partial<TaskView> = {}): TaskView => ({
  taskArn,
  availabilityZone,
  deploymentId: 'new',
  health: 'healthy',
  ...other,
});
const steady = [task('1', 'a'), task('2', 'b'), task('3', 'c')];
const stopped = ({ stop }: ReturnType<typeof schedule>) => stop.map(({ taskArn }) => taskArn);

describe('the service scheduler', () => {
  it('spreads the first tasks over the zones', () => {
    expect(schedule({ ...inProgress, desiredCount: 5 }, []).start).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it('does nothing about a service as it should be', () => {
    expect(schedule(service, steady)).toEqual({ start: [], stop: [], deployment: undefined });
  });

  it('replaces a task that is gone in the zone that lacks one', () => {
    expect(schedule(service, [task('1', 'a'), task('3', 'c')]).start).toEqual(['b']);
  });

  it('waits for tasks that still start', () => {
    const decision = schedule(inProgress, [...steady.slice(1), task('1', 'a', { health: 'starting' })]);
    expect(decision).toEqual({ start: [], stop: [], deployment: undefined });
  });

  it('takes excess tasks from the zone that has most, those that still start first', () => {
    const tasks = [...steady, task('4', 'b'), task('5', 'a', { health: 'starting' })];
    expect(stopped(schedule(service, tasks))).toEqual(['5', '4']);
  });

  it('stops everything of a deleted service', () => {
    expect(stopped(schedule({ ...service, active: false }, steady))).toEqual(['1', '2', '3']);
  });

  describe('with an unhealthy task', () => {
    const unhealthy = task('1', 'a', {
      health: 'unhealthy',
      unhealthyReason: 'Task failed container health checks',
    });

    it('starts its replacement first', () => {
      expect(schedule(service, [unhealthy, ...steady.slice(1)])).toMatchObject({ start: ['a'], stop: [] });
    });

    it('stops it once the replacement is healthy, with the reason', () => {
      expect(schedule(service, [unhealthy, ...steady.slice(1), task('4', 'a')]).stop).toEqual([
        { taskArn: '1', reason: 'Task failed container health checks' },
      ]);
    });

    it('stops it at once when there is no room for a replacement', () => {
      const decision = schedule({ ...service, maximumPercent: 100 }, [unhealthy, ...steady.slice(1)]);
      expect(decision).toMatchObject({ start: [], stop: [{ taskArn: '1' }] });
    });
  });

  describe('with a new deployment', () => {
    const old = steady.map((each) => ({ ...each, deploymentId: 'old' }));
    const fresh = (health: TaskView['health']) => zones.map((zone) => task(`new-${zone}`, zone, { health }));

    it('starts the new tasks beside the old ones, as far as the maximum allows', () => {
      expect(schedule(inProgress, old)).toMatchObject({ start: ['a', 'b', 'c'], stop: [] });
      expect(schedule({ ...inProgress, maximumPercent: 150 }, old)).toMatchObject({ start: ['a'], stop: [] });
    });

    it('keeps the old tasks until the new ones are healthy', () => {
      expect(stopped(schedule(inProgress, [...old, ...fresh('starting')]))).toEqual([]);
      expect(stopped(schedule(inProgress, [...old, ...fresh('healthy')]))).toEqual(['1', '2', '3']);
    });

    it('stops as many old tasks at once as the minimum allows', () => {
      expect(stopped(schedule({ ...inProgress, minimumHealthyPercent: 50 }, old))).toEqual(['1']);
    });

    it('is completed when only its own healthy tasks are left', () => {
      expect(schedule(inProgress, [...fresh('healthy'), ...old.slice(0, 1)]).deployment).toBeUndefined();
      expect(schedule(inProgress, fresh('starting')).deployment).toBeUndefined();
      expect(schedule(inProgress, fresh('healthy')).deployment).toBe('COMPLETED');
    });

    const failing = { ...inProgress, primary: { ...inProgress.primary, failedTasks: 3 } };

    it('rolls back after three failed tasks when there is a deployment to go back to', () => {
      expect(schedule({ ...failing, canRollBack: true }, old)).toEqual({
        start: [],
        stop: [],
        deployment: 'ROLL_BACK',
      });
      expect(schedule(failing, []).deployment).toBe('FAILED');
    });

    it('goes on without a circuit breaker', () => {
      const { deployment, start } = schedule(
        { ...failing, circuitBreaker: { enable: false, rollback: false } },
        [],
      );
      expect(deployment).toBeUndefined();
      expect(start).toHaveLength(3);
    });

    it('starts nothing for a failed one, and leaves the old tasks alone', () => {
      const failed = { ...service, primary: { ...service.primary, rolloutState: 'FAILED' } } as const;
      expect(schedule(failed, old)).toEqual({ start: [], stop: [] });
    });
  });
});
