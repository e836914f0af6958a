/** Where a run's evidence comes from: this machine's emulated control plane, or an AWS account. */
export type Evidence = 'emulated' | 'aws';

/** Share of requests that may fail, unless the workload says another. */
export const MAX_ERROR_RATE = 0.001;

/** How long each part of a run takes. Students arrive evenly over the ramp and leave evenly at the end. */
export interface Phases {
  readonly rampSeconds: number;
  readonly holdSeconds: number;
  readonly leaveSeconds: number;
}

/** How many students come, and when; what they do is a journey's business. */
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

  /** Tasks that somebody kills while the students work, and that the service replaces. @default 0 */
  readonly tasksLost?: number;

  /** Share of requests that may fail. @default 0.001 */
  readonly maxErrorRate?: number;
}

/** Seconds from the first student's arrival to the last one's departure. */
export function totalSeconds({ rampSeconds, holdSeconds, leaveSeconds }: Phases): number {
  return rampSeconds + holdSeconds + leaveSeconds;
}
