import { maxOf, type Series } from '../metrics/series.ts';
import { MAX_SECONDS_TO_CAPACITY, type Evidence } from '../k6/workloads/index.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { Scaling, ScalingActivity, TrackedMetric, TrackingPolicy } from '../stage/scaling.ts';
import { scaleOutsBy, type ScalingTimes } from '../summary/scaling-times.ts';
import { count, noDatapoints, type Judgement } from './judgement.ts';

/** Target tracking adds tasks after this many one-minute points above the target (AWS documentation). */
const POINTS_TO_SCALE_OUT = 3;

interface ScaleOutPromise {
  /** Whether the load was meant to push the service over a target; a smaller one, or a larger stage, may leave it as it is. */
  readonly mustScale: boolean;
  /** What the tasks had to do. */
  readonly timeline: Pick<Timeline, 'cpuPercent' | 'runningTasks'>;
  /** Students who did it. */
  readonly sessions: number;
  /** Whether a revision was rolled out meanwhile: up to twice as many tasks as desired run then. @default false */
  readonly rolledOut?: boolean;
  readonly evidence: Evidence;
}

export function judgeScaleOut(times: ScalingTimes, scaling: Scaling, promise: ScaleOutPromise): Judgement {
  const { mustScale, rolledOut = false, evidence, timeline } = promise;
  const limit = MAX_SECONDS_TO_CAPACITY[evidence];
  const { minTasks, maxTasks } = scaling;
  const expected = mustScale
    ? `more than ${minTasks} and at most ${maxTasks} tasks, by a decision of target tracking, all healthy within ${limit} s`
    : `room for more than ${minTasks} tasks; more only by Application Auto Scaling, and by it if CPU stays above its target`;
  const {
    minTasks: fewest,
    peakTasks: most,
    secondsToDecision: decided,
    secondsToHealthyCapacity: healthy,
  } = times;
  if (fewest === null || most === null) return noDatapoints(expected, 'running tasks');
  const tracked = decided !== null && healthy !== null && (!mustScale || decided + healthy <= limit);
  const mostAllowed = rolledOut ? 2 * maxTasks : maxTasks;
  const grew =
    most > fewest &&
    most <= mostAllowed &&
    (tracked || (!mustScale && askedFor(most, scaling) !== undefined));
  const mayGrow = maxTasks > minTasks && scaling.suspended.length === 0;
  // A task that was lost and replaced is no scaling.
  const stayed =
    ((rolledOut && most <= mostAllowed) || most === fewest || most <= minTasks) && decided === null;
  const hadTo = mustScale || (most < maxTasks && hasStayedAboveTarget(scaling, timeline));
  return {
    passed: mayGrow && (grew || (stayed && !hadTo)),
    expected,
    observed: growth(times, scaling) + (mayGrow && stayed ? room(scaling, promise) : ''),
  };
}

function hasStayedAboveTarget(scaling: Scaling, { cpuPercent }: Pick<Timeline, 'cpuPercent'>): boolean {
  const target = targetOfCpu(scaling);
  return target !== undefined && staysAbove(cpuPercent, target);
}

/** How far the load was from the target, and how many students would have reached it: CPU grows with them. */
function room(
  scaling: Scaling,
  { timeline: { cpuPercent, runningTasks }, sessions }: ScaleOutPromise,
): string {
  const [target, peak] = [targetOfCpu(scaling), maxOf(cpuPercent)];
  // In percent of one task's CPU.
  const used = maxOf(
    cpuPercent.map(({ at, value }) => {
      const running = runningTasks.find((point) => point.at.getTime() === at.getTime())?.value ?? 0;
      return { at, value: value * running };
    }),
  );
  if (target === undefined || peak === undefined || !used) return '';
  const students = (sessions * target * scaling.minTasks) / used;
  return (
    `: CPU peaked at ${count(peak)} % of ${target} %, ` +
    `which ${scaling.minTasks} tasks reach with about ${approximately(students)} students`
  );
}

const targetOfCpu = ({ policies }: Scaling): number | undefined =>
  policies.find(({ tracks }) => tracks === 'cpu')?.targetPercent;

/** An estimate of two digits. */
const approximately = (value: number): string => count(Number(value.toPrecision(2)));

/** What asked for so many tasks; the burst policy and scheduled actions do, too, where the workload leaves them on. */
function askedFor(tasks: number, { activities }: Scaling): ScalingActivity | undefined {
  const asks = new RegExp(`desired count to ${tasks}\\b`);
  return activities.find(({ description, status }) => status !== 'Failed' && asks.test(description));
}

function growth(times: ScalingTimes, scaling: Scaling): string {
  const { minTasks, maxTasks, suspended } = scaling;
  const { secondsToDecision: decided, secondsToHealthyCapacity: healthy } = times;
  const tasks = `${times.minTasks} to ${times.peakTasks} tasks`;
  if (maxTasks === 0) return `${tasks}, and Application Auto Scaling knows no scalable target`;
  if (suspended.length > 0) return `${tasks}, and ${suspension(suspended)}`;
  if (maxTasks <= minTasks) return `${tasks}, and at most ${maxTasks} are allowed`;
  const asked = times.peakTasks === times.minTasks ? undefined : askedFor(times.peakTasks ?? 0, scaling);
  if (decided === null && asked) return `${tasks}, not by target tracking: ${asked.cause}`;
  if (decided === null) return `${tasks}, and no scaling activity of a metric above its target`;
  return `${tasks}; decided after ${decided} s, ${healthy === null ? 'never all healthy' : `healthy ${healthy} s later`}`;
}

/** @param mustScale Whether the load was meant to push the service over the target. */
export function judgeCpuScaling(scaling: Scaling, { cpuPercent }: Timeline, mustScale: boolean): Judgement {
  return judgeTracking(scaling, 'cpu', 'CPU', cpuPercent, mustScale);
}

/** The students raise CPU, not memory: the memory policy has to be alive, and to do what its metric says. */
export function judgeMemoryScaling(scaling: Scaling, { memoryPercent }: Timeline): Judgement {
  return judgeTracking(scaling, 'memory', 'memory', memoryPercent, false);
}

function judgeTracking(
  scaling: Scaling,
  metric: TrackedMetric,
  label: string,
  series: Series,
  mustScale: boolean,
): Judgement {
  const policy = scaling.policies.find(({ tracks }) => tracks === metric);
  if (!policy) return noPolicy(label);
  const { suspended } = scaling;
  const target = policy.targetPercent;
  const expected = mustScale
    ? `average ${label} above ${target} % makes the ${label} policy add tasks`
    : `the ${label} policy has data, and acts exactly if ${label} stays above ${target} %`;
  const peak = maxOf(series);
  if (peak === undefined) return noDatapoints(expected, label);
  const state = highAlarmState(policy);
  const actions = scaleOutsBy(scaling, metric).length;
  const due = staysAbove(series, target) && maxTasksNotReached(scaling);
  const obeyed = due || mustScale ? actions > 0 : actions === 0 || peak > target;
  return {
    passed: obeyed && suspended.length === 0 && (state === 'OK' || state === 'ALARM'),
    expected,
    observed:
      `${label} peaked at ${count(peak)} %, the policy acted ${timesOver(actions)}, ` +
      `its alarm of high ${label} is ${state ?? 'missing'}` +
      (suspended.length > 0 ? `, and ${suspension(suspended)}` : '') +
      (mustScale && peak <= target ? ': the load was too small to prove it' : ''),
  };
}

/** Application Auto Scaling's own: with a longer one load that goes on growing waits for its second step. */
const LONGEST_SCALE_OUT_COOLDOWN = 300;

/** A period of the tracked metrics: the next decision has to see what the last one did. */
const SHORTEST_SCALE_IN_COOLDOWN = 60;

/** A run is too short to show what a wrong cooldown does: it is what the policies say. */
export function judgeCooldowns({ policies }: Scaling): Judgement {
  return {
    passed:
      policies.length > 0 &&
      policies.every(
        ({ cooldowns }) =>
          cooldowns.out <= LONGEST_SCALE_OUT_COOLDOWN && cooldowns.in >= SHORTEST_SCALE_IN_COOLDOWN,
      ),
    expected:
      `scale-outs at most ${LONGEST_SCALE_OUT_COOLDOWN} s apart while load grows, ` +
      `scale-ins at least ${SHORTEST_SCALE_IN_COOLDOWN} s`,
    observed:
      policies
        .map(({ tracks, cooldowns }) => `${tracks}: out ${cooldowns.out} s, in ${cooldowns.in} s`)
        .join('; ') || 'no target-tracking policy',
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

/** A policy that is suspended is there, has alarms, and never acts. */
function suspension(suspended: Scaling['suspended']): string {
  const directions = suspended.map((direction) => `scale-${direction}`).join(' and ');
  return `${directions} ${suspended.length === 1 ? 'is' : 'are'} suspended`;
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
