import type { ExamStart } from './workloads/workload.ts';

/** What the load test's program tells k6 through environment variables. */
export interface Environment {
  /** Where the load balancer is reached, without a trailing slash; more than one where its nodes are. */
  readonly baseUrls: readonly string[];
  /** Signs the launch tokens. Comes by the environment because arguments and files can be read by others. */
  readonly launchKey: string;
  /** Sets this run's students apart from those of earlier runs, whose exams are already submitted. */
  readonly runId: string;
  /** Students signed in at once. */
  readonly sessions: number;
  /** Seconds over which the students arrive evenly. */
  readonly rampSeconds: number;
  /** Seconds that they all stay. */
  readonly holdSeconds: number;
  /** Seconds over which they leave evenly. */
  readonly leaveSeconds: number;
  /** When all begin the journey. @default - on arrival */
  readonly exam: Omit<ExamStart, 'forSeconds'> | undefined;
  /** The file that takes k6's own export. */
  readonly exportFile: string;
}

/**
 * Every student's runtime reads it and keeps what it is made of, so it is one function and has no regular expression.
 *
 * @throws Error that names the first variable that is missing or wrong.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const text = (name: string) => {
    const value = variables[name];
    if (value === undefined || value === '') throw new Error(`${name} must be set`);
    return value;
  };
  const wholeNumber = (name: string) => {
    const value = Number(text(name));
    if (!(value >= 0 && value % 1 === 0))
      throw new Error(`${name} must be a whole number of at least 0, got ${text(name)}`);
    return value;
  };
  return {
    baseUrls: text('BASE_URLS').split(' '),
    launchKey: text('LAUNCH_KEY'),
    runId: text('RUN_ID'),
    sessions: wholeNumber('SESSIONS'),
    rampSeconds: wholeNumber('RAMP_SECONDS'),
    holdSeconds: wholeNumber('HOLD_SECONDS'),
    leaveSeconds: wholeNumber('LEAVE_SECONDS'),
    exam:
      variables['EXAM_AFTER_SECONDS'] === undefined
        ? undefined
        : { afterSeconds: wholeNumber('EXAM_AFTER_SECONDS'), overSeconds: wholeNumber('EXAM_OVER_SECONDS') },
    exportFile: text('EXPORT_FILE'),
  };
}
