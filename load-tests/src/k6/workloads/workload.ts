import { MAX_ERROR_RATE, MAX_SESSIONS_LOST_WITH_PRIMARY } from '../limits.ts';

/** Where a run's evidence comes from: this machine's emulated control plane, or an AWS account. */
export type Evidence = 'emulated' | 'aws';

/** How long each part of a run takes. Students arrive evenly over the ramp and leave evenly at the end. */
export interface Phases {
  readonly rampSeconds: number;
  readonly holdSeconds: number;
  readonly leaveSeconds: number;
}

/** What students do: a file in `src/k6/journeys`. */
export type JourneyName =
  'exam-day' | 'changing-devices' | 'exam-then-rest' | 'live-lecture' | 'two-session-stores' | 'exam-start';

/** What may be done to the deployed system while students work; `src/incidents` does it. */
export type IncidentName =
  'redis-failover' | 'task-kill' | 'task-stop' | 'rollout' | 'bad-rollout' | 'settle' | 'zone-loss';

/** What may be done through the AWS API before students come, and is undone afterwards; `src/preparations` does it. */
export type PreparationName =
  'fault-injection' | 'target-tracking-alone' | 'burst-policy' | 'scheduled-capacity';

/** Assertions that only some workloads owe: a file in `src/assertions`. */
export type OwnAssertionGroup =
  | 'failover'
  | 'scale-in'
  | 'memory'
  | 'session-stores'
  | 'exam-start'
  | 'exam-start-burst'
  | 'exam-start-unprepared'
  | 'task-loss'
  | 'task-stop'
  | 'rollout'
  | 'bad-rollout'
  | 'zone-loss';

export interface ScheduledIncident {
  /** Since all students have arrived; an incident that is still going on delays the next. */
  readonly afterSeconds: number;
  readonly name: IncidentName;
}

/** All students wait, and begin their journey in a short time. */
export interface ExamStart {
  /** Since all students have arrived. */
  readonly afterSeconds: number;
  /** Over which the students begin, evenly. */
  readonly overSeconds: number;
  /** From the exam's start: what of it is looked at. */
  readonly forSeconds: number;
}

/** How many students come, when, and what happens meanwhile. Plain data: k6 and Node read it. */
export interface Workload {
  readonly name: string;

  /** Students signed in at once when `SESSIONS` says nothing. */
  readonly defaultSessions: number;

  /** @param evidence On AWS metrics arrive later and tasks start slower, so the hold may have to be longer. */
  readonly phases: (evidence: Evidence) => Phases;

  /**
   * Whether the load, with its default number of students, has to push the service over its scaling target.
   * A smaller load may leave the service as it is: its policies are then asserted to be alive and to be right.
   */
  readonly provesScaling: boolean;

  /** @default 'exam-day' */
  readonly journey?: JourneyName;

  /** @default - each student's journey begins when the student arrives */
  readonly examStart?: (evidence: Evidence) => ExamStart;

  /**
   * Whether tasks that an earlier load has added may be there when the run begins, no more than an exam window asks for: with more,
   * a rollout would start twice as many.
   * @default false - the service is brought back to its fewest tasks
   */
  readonly mayBeginWithExamTasks?: boolean;

  /** In this order; undone in the opposite one. @default - none */
  readonly preparations?: readonly PreparationName[];

  /** Whether the deployed LMS has to keep sessions in PostgreSQL where a launch asks for that. @default false */
  readonly needsSessionsInPostgresql?: boolean;

  /** What happens to the deployed system, from the earliest to the latest. @default - nothing */
  readonly incidents?: (evidence: Evidence) => readonly ScheduledIncident[];

  /** The questions that this workload answers beside those that every workload does. @default - none */
  readonly proves?: readonly OwnAssertionGroup[];

  /**
   * Whether students reach the load balancer at the addresses of its nodes, as they do on AWS, where DNS knows them.
   * @default false - at the stage's url, which no loss of a zone takes away
   */
  readonly entersByNodes?: boolean;

  /** Share of requests that may fail. @default - 0.001 */
  readonly maxErrorRate?: (evidence: Evidence) => number;

  /**
   * Whether the response times of a stage that is sized for its students have a limit: nothing is broken, overrun, or waited for on purpose.
   * @default false
   */
  readonly limitsResponseTimes?: boolean;
}

/** Seconds from the first student's arrival to the last one's departure. */
export function totalSeconds({ rampSeconds, holdSeconds, leaveSeconds }: Phases): number {
  return rampSeconds + holdSeconds + leaveSeconds;
}

/** A load: how many students came to which stage. */
export interface Load {
  readonly stage: string;
  readonly sessions: number;
}

/** Sized for what the customer's LMS may take in an exam; the reference LMS leaves it idle (docs/decisions/app-size-of-production.md). */
const ROOMY_STAGE = 'production';

/** Whether as many students come as fill the tasks that a stage begins with; the workloads' numbers are made for stages with small ones. */
export function isWhole(workload: Workload | undefined, { stage, sessions }: Load): boolean {
  return workload !== undefined && stage !== ROOMY_STAGE && sessions >= workload.defaultSessions;
}

/** Whether the load has to push the service over its scaling target, whatever it measures. */
export function mustScale(workload: Workload | undefined, load: Load): boolean {
  return workload?.provesScaling === true && isWhole(workload, load);
}

/** Share of requests that may fail. @param workload undefined for one of the past, which is not known any more */
export function maxErrorRateOf(workload: Workload | undefined, evidence: Evidence): number {
  return workload?.maxErrorRate?.(evidence) ?? MAX_ERROR_RATE;
}

/** Share of the students who may lose a session: of those whose sign-in had to be kept none may. */
export function maxSessionsLostOf(workload: Workload | undefined, evidence: Evidence): number {
  const losesPrimary = workload?.incidents?.(evidence).some(({ name }) => losesPrimaryOfRedis.has(name));
  return losesPrimary ? MAX_SESSIONS_LOST_WITH_PRIMARY[evidence] : 0;
}

const losesPrimaryOfRedis: ReadonlySet<IncidentName> = new Set(['redis-failover', 'zone-loss']);

/** Whether response times have a limit: on a stage that is not sized for its students they say how small it is. */
export function limitsResponseTimes(workload: Workload, stage: string): boolean {
  return workload.limitsResponseTimes === true && stage === ROOMY_STAGE;
}
