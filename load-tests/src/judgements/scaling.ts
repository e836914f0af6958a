import { maxOf, type Series } from '../metrics/series.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { Scaling, TrackedMetric, TrackingPolicy } from '../stage/scaling.ts';
import { scaleOutsBy, type ScalingTimes } from '../summary/scaling-times.ts';
import { count, noDatapoints, type Judgement } from './judgement.ts';

/** Target tracking adds tasks after this many one-minute points above the target (AWS documentation). */
const POINTS_TO_SCALE_OUT = 3;

export function judgeScaleOut(times: ScalingTimes, { minTasks, maxTasks }: Scaling): Judgement {
  const expected = `more than ${minTasks} and at most ${maxTasks} tasks, by a decision of target tracking, all healthy`;
  if (times.peakTasks === null || times.minTasks === null) return noDatapoints(expected, 'running tasks');
  const { secondsToDecision: decided, secondsToHealthyCapacity: healthy } = times;
  const grew = `${times.minTasks} to ${times.peakTasks} tasks`;
  return {
    passed:
      times.peakTasks > times.minTasks && times.peakTasks <= maxTasks && decided !== null && healthy !== null,
    expected,
    observed:
      decided === null
        ? `${grew}, and no scaling activity of a metric above its target`
        : `${grew}; decided after ${decided} s, ${healthy === null ? 'never all healthy' : `healthy ${healthy} s later`}`,
  };
}

export function judgeCpuScaling(scaling: Scaling, { cpuPercent }: Timeline): Judgement {
  const policy = policyOf(scaling, 'cpu');
  if (!policy) return noPolicy('CPU');
  const expected = `average CPU above ${policy.targetPercent} % makes the CPU policy add tasks`;
  const peak = maxOf(cpuPercent);
  if (peak === undefined) return noDatapoints(expected, 'CPU');
  const actions = scaleOutsBy(scaling, 'cpu').length;
  const tooSmall = peak <= policy.targetPercent ? ': the load was too small to prove it' : '';
  return {
    passed: peak > policy.targetPercent && actions > 0,
    expected,
    observed: `CPU peaked at ${count(peak)} %, the policy acted ${timesOver(actions)}${tooSmall}`,
  };
}

/** The students raise CPU, not memory: the memory policy has to be alive, and to do what its metric says. */
export function judgeMemoryScaling(scaling: Scaling, { memoryPercent }: Timeline): Judgement {
  const policy = policyOf(scaling, 'memory');
  if (!policy) return noPolicy('memory');
  const expected = `the memory policy has data, and acts exactly if memory stays above ${policy.targetPercent} %`;
  const peak = maxOf(memoryPercent);
  if (peak === undefined) return noDatapoints(expected, 'memory');
  const state = highAlarmState(policy);
  const alive = state === 'OK' || state === 'ALARM';
  const actions = scaleOutsBy(scaling, 'memory').length;
  const mustAct = staysAbove(memoryPercent, policy.targetPercent) && maxTasksNotReached(scaling);
  return {
    passed: alive && (mustAct ? actions > 0 : actions === 0 || peak > policy.targetPercent),
    expected,
    observed:
      `memory peaked at ${count(peak)} %, the policy acted ${timesOver(actions)}, ` +
      `its alarm of high memory is ${state ?? 'missing'}`,
  };
}

/** The alarm of low load says nothing about a young service: it wants 15 minutes of data. */
function highAlarmState({ alarmStates }: TrackingPolicy): string | undefined {
  return Object.entries(alarmStates).find(([name]) => name.includes('AlarmHigh'))?.[1];
}

/** A service at its most tasks cannot follow a further policy. */
function maxTasksNotReached({ activities, maxTasks }: Scaling): boolean {
  return !activities.some(({ description }) => description.includes(`desired count to ${maxTasks}`));
}

function staysAbove(series: Series, target: number): boolean {
  return series.some((_, from) => {
    const points = series.slice(from, from + POINTS_TO_SCALE_OUT);
    return points.length === POINTS_TO_SCALE_OUT && points.every(({ value }) => value > target);
  });
}

function policyOf({ policies }: Scaling, metric: TrackedMetric): TrackingPolicy | undefined {
  return policies.find(({ tracks }) => tracks === metric);
}

function noPolicy(metric: string): Judgement {
  return {
    passed: false,
    expected: `a target-tracking policy on ${metric}`,
    observed: `Application Auto Scaling knows no policy on ${metric}`,
  };
}

function timesOver(actions: number): string {
  return actions === 1 ? 'once' : `${actions} times`;
}
