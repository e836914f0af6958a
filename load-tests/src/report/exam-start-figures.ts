import { MAX_RATIO } from '../judgements/exam-start.ts';
import { percent } from '../judgements/judgement.ts';
import { MAX_ERROR_RATE, MAX_SECONDS_TO_HEALTHY_BURST } from '../k6/workloads/index.ts';
import { SECONDS_AHEAD } from '../summary/exam-start.ts';
import { readFigure, type Figure } from './figure.ts';

type ExamStartGroup = 'exam-start' | 'exam-start-burst' | 'exam-start-unprepared';

/** Of an exam that scheduled capacity waits for. */
export const examStartFigures: readonly Figure[] = [
  { ...requestsFailed('exam-start'), limit: `at most ${percent(MAX_ERROR_RATE)} of them` },
  tasksAtStart('exam-start'),
  {
    label: 'Healthy before that',
    path: 'figures.exam-start.secondsHealthyAhead',
    unit: 's',
    limit: `at least ${SECONDS_AHEAD} s`,
  },
  { ...taskSeconds('exam-start'), limit: `at most ${MAX_RATIO} times the ideal` },
];

/** Of an exam that the burst policy answers. */
export const examStartBurstFigures: readonly Figure[] = [
  requestsFailed('exam-start-burst'),
  tasksAtStart('exam-start-burst'),
  {
    label: 'From full tasks until the burst is healthy',
    path: 'figures.exam-start-burst.secondsToHealthyBurst',
    unit: 's',
    note: (data) =>
      `full ${readFigure(data, 'figures.exam-start-burst.secondsUntilFull', 's')} after the start of the exam`,
    limit: ({ summary }) => `at most ${MAX_SECONDS_TO_HEALTHY_BURST[summary.evidence]} s`,
  },
  taskSeconds('exam-start-burst'),
];

/** Of an exam that target tracking alone has to answer. */
export const examStartUnpreparedFigures: readonly Figure[] = [
  requestsFailed('exam-start-unprepared'),
  tasksAtStart('exam-start-unprepared'),
  taskSeconds('exam-start-unprepared'),
];

function requestsFailed(group: ExamStartGroup): Figure {
  return {
    label: 'Requests that failed in the exam',
    path: `figures.${group}.requestsFailed`,
    note: (data) => `of ${readFigure(data, `figures.${group}.requests`)}`,
  };
}

function tasksAtStart(group: ExamStartGroup): Figure {
  return { label: 'Tasks when the exam starts', path: `figures.${group}.tasksAtStart` };
}

function taskSeconds(group: ExamStartGroup): Figure {
  return {
    label: 'Task-seconds',
    path: `figures.${group}.taskSeconds`,
    note: (data) => `ideal: ${readFigure(data, `figures.${group}.idealTaskSeconds`)}`,
  };
}
