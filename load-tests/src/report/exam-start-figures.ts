import type { Figure } from './figure.ts';

type ExamStartGroup = 'exam-start' | 'exam-start-burst' | 'exam-start-unprepared';

/** The same for each way to meet an exam, so that reports can be laid side by side. */
export function examStartFigures(group: ExamStartGroup): readonly Figure[] {
  return [
    {
      label: 'Requests that failed in the exam',
      path: `figures.${group}.requestsFailed`,
      note: ({ summary }) => `of ${summary.figures[group]?.['requests'] ?? 'an unknown number'}`,
    },
    { label: 'Tasks when the exam starts', path: `figures.${group}.tasksAtStart` },
    { label: 'Healthy before that', path: `figures.${group}.secondsHealthyAhead`, unit: 's' },
    {
      label: 'From there until a burst is healthy',
      path: `figures.${group}.secondsToHealthyBurst`,
      unit: 's',
    },
    {
      label: 'Task-seconds',
      path: `figures.${group}.taskSeconds`,
      note: ({ summary }) => `ideal ${summary.figures[group]?.['idealTaskSeconds'] ?? 'not measured'}`,
    },
  ];
}
