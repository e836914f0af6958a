import {
  HOURS_OF_SHORT_PERIODS,
  MAX_ERROR_RATE,
  MAX_SECONDS_TO_HEALTHY_BURST,
  type Evidence,
} from '../k6/workloads/index.ts';
import { SECONDS_AHEAD, type ExamStartMeasured } from '../summary/exam-start.ts';
import { count, percent, type Judgement } from './judgement.ts';

/** Task-seconds that scheduled capacity may use, against those of an allocation that knows the exam. */
export const MAX_RATIO = 1.25;

type Measured = ExamStartMeasured | undefined;

export function judgeExamErrors(measured: Measured): Judgement {
  return judge(
    measured,
    `at most ${percent(MAX_ERROR_RATE)} of the requests fail while the exam is written`,
    ({ requests, failed }) => ({
      passed: requests > 0 && failed <= MAX_ERROR_RATE * requests,
      observed: `${count(failed)} of ${count(requests)} requests failed`,
    }),
  );
}

interface Schedule {
  /** The fewest tasks outside of exams. */
  readonly minTasks: number;
  /** The most that an exam window of the stage asks for; undefined where none asks for more than the fewest. */
  readonly examTasks: number | undefined;
}

/** What the stage's exam windows ask for has to be there: the workload only brings it forward. */
export function judgeCapacityAhead(measured: Measured, { minTasks, examTasks }: Schedule): Judgement {
  return judge(
    measured,
    `the tasks of the stage's exam windows, more than ${minTasks}, healthy at least ${SECONDS_AHEAD} s before the exam starts`,
    ({ tasksAtStart, secondsHealthyAhead = 0 }) => ({
      passed: examTasks !== undefined && tasksAtStart >= examTasks && secondsHealthyAhead >= SECONDS_AHEAD,
      observed:
        `${tasksAtStart} tasks, healthy ${secondsHealthyAhead} s before; ` +
        (examTasks === undefined ? 'the stage has no exam window' : `its exam windows ask for ${examTasks}`),
    }),
  );
}

/** @param isWhole Whether as many students came as the capacity is meant for; fewer cannot need it all. */
export function judgeTaskSeconds(measured: Measured, isWhole: boolean): Judgement {
  const ideal = 'the task-seconds of an ideal allocation';
  return judge(
    measured,
    isWhole ? `at most ${MAX_RATIO} times ${ideal}` : `at least ${ideal}: fewer students than planned came`,
    ({ taskSeconds, idealTaskSeconds }) => {
      if (idealTaskSeconds === undefined)
        return { passed: false, observed: 'CloudWatch does not hold every minute of the exam' };
      const ratio = taskSeconds / idealTaskSeconds;
      return {
        passed: isWhole ? ratio > 0 && ratio <= MAX_RATIO : ratio >= 1,
        observed: `${count(taskSeconds)} task-seconds, ${count(ratio)} times the ideal ${count(idealTaskSeconds)}`,
      };
    },
  );
}

interface BurstPromise {
  /** The fewest tasks outside of exams. */
  readonly minTasks: number;
  readonly evidence: Evidence;
  /** Whether as many students came as fill all tasks; fewer may leave the burst policy nothing to do. */
  readonly mustBurst: boolean;
}

export function judgeBurst(measured: Measured, { minTasks, evidence, mustBurst }: BurstPromise): Judgement {
  const limit = MAX_SECONDS_TO_HEALTHY_BURST[evidence];
  return judge(
    measured,
    `${minTasks} tasks at first; ${mustBurst ? 'those' : 'if the load calls for more, those'} that the burst policy adds ` +
      `are healthy ${limit} s after the tasks were full`,
    (exam) => {
      const { tasksAtStart, secondsToBurst, secondsToHealthyBurst = Infinity } = exam;
      if (!exam.knowsWhenFull)
        return {
          passed: false,
          observed: `CloudWatch keeps periods of less than a minute for ${HOURS_OF_SHORT_PERIODS} hours: nobody knows any more when the tasks were full`,
        };
      return {
        passed:
          tasksAtStart === minTasks &&
          (secondsToHealthyBurst <= limit || (!mustBurst && secondsToBurst === undefined)),
        observed: `${tasksAtStart} tasks at first; ${burstInWords(exam)}`,
      };
    },
  );
}

function burstInWords({
  secondsUntilFull,
  secondsToBurst,
  secondsToHealthyBurst,
}: ExamStartMeasured): string {
  const [full, since] =
    secondsUntilFull === undefined ? ['', 'the exam began'] : [`full after ${secondsUntilFull} s; `, 'that'];
  if (secondsToBurst === undefined) return `${full}the burst policy did nothing`;
  return secondsToHealthyBurst === undefined
    ? `${full}decided ${secondsToBurst} s after ${since}, never all healthy`
    : `${full}decided ${secondsToBurst} s and all healthy ${secondsToHealthyBurst} s after ${since}`;
}

/** @param minTasks The fewest tasks outside of exams. */
export function judgeUnprepared(measured: Measured, minTasks: number): Judgement {
  return judge(
    measured,
    `${minTasks} tasks when the exam starts, and no burst: a run that the others can be compared with`,
    ({ tasksAtStart, secondsToBurst, requests, failed }) => ({
      passed: requests > 0 && tasksAtStart === minTasks && secondsToBurst === undefined,
      observed:
        `${tasksAtStart} tasks at first, ${secondsToBurst === undefined ? 'no burst' : 'a burst'}; ` +
        `${count(failed)} of ${count(requests)} requests failed`,
    }),
  );
}

function judge(
  measured: Measured,
  expected: string,
  look: (measured: ExamStartMeasured) => Omit<Judgement, 'expected'>,
): Judgement {
  if (!measured) return { passed: false, expected, observed: 'the exam was not written to its end' };
  return { expected, ...look(measured) };
}
