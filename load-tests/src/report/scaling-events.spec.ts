import { after, exampleReport } from '../testing/example-run.ts';
import type { ScalingActivity } from '../stage/scaling.ts';
import type { Capacity } from '../stage/service.ts';
import { scalingEvents } from './scaling-events.ts';

const data = exampleReport();

function eventsOf(activities: readonly ScalingActivity[], capacity: readonly Capacity[]) {
  const { scaling, record } = data;
  return scalingEvents({ ...data, scaling: { ...scaling, activities }, record: { ...record, capacity } });
}

const activity = (
  second: number,
  desired: number,
  cause: string,
  status = 'Successful',
): ScalingActivity => ({
  startedAt: after(second),
  cause,
  description: `Setting desired count to ${desired}.`,
  status,
});

const tasks = (second: number, desired: number, healthy: number): Capacity => ({
  at: after(second),
  desired,
  running: healthy,
  healthy,
});

describe('the events of scaling', () => {
  it('are each decision with who took it, and when its tasks were healthy', () => {
    const out = activity(
      60,
      4,
      'monitor alarm TargetTracking-AlarmHigh-1 in state ALARM triggered policy cpu',
    );
    const scheduled = activity(120, 6, 'minimum capacity was set to 6');
    const capacity = [tasks(0, 2, 2), tasks(62, 4, 2), tasks(80, 4, 4), tasks(121, 6, 4), tasks(140, 6, 6)];
    expect(eventsOf([out, scheduled], capacity)).toEqual([
      { at: after(60), kind: 'change', label: 'Setting desired count to 4 (policy cpu)' },
      { at: after(120), kind: 'change', label: 'Setting desired count to 6 (minimum capacity was set to 6)' },
      { at: after(80), kind: 'recovery', label: 'all desired tasks are healthy' },
      { at: after(140), kind: 'recovery', label: 'all desired tasks are healthy' },
    ]);
  });

  it('name the moment once at which the tasks of two decisions were healthy', () => {
    const capacity = [tasks(0, 2, 2), tasks(62, 4, 2), tasks(70, 5, 2), tasks(90, 5, 5)];
    const events = eventsOf([activity(60, 4, 'policy cpu'), activity(68, 5, 'policy cpu')], capacity);
    expect(events.filter(({ kind }) => kind === 'recovery')).toHaveLength(1);
  });

  it('tell a decision that failed', () => {
    expect(eventsOf([activity(60, 4, 'policy cpu', 'Failed')], [])).toEqual([
      { at: after(60), kind: 'problem', label: 'Setting desired count to 4 (policy cpu): failed' },
    ]);
  });
});
