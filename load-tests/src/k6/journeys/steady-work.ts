import type { Attempt, LmsClient } from '../lms-client.ts';
import { openCourse, pick, read } from './exam-day.ts';
import type { Step } from './student.ts';

/** Of each round of eight requests, about the share that they have in an exam day. */
const ANSWERS = 5;

/** Studies in the same rounds endlessly, so that each minute is like the one before: courses, reading, answers. */
export function steadyWork(lms: LmsClient, seed: number): Step {
  return openCourse(lms, seed, (lesson) =>
    read(lms, lesson, () => {
      const attempt = lms.startExam(lesson.examId);
      return attempt ? answer(lms, attempt, seed, ANSWERS) : steadyWork(lms, seed);
    }),
  );
}

/** Answers the same questions in the same way as in the rounds before. */
function answer(lms: LmsClient, attempt: Attempt, seed: number, left: number): Step {
  if (left === 0) return steadyWork(lms, seed);
  return () => {
    lms.answer(attempt.attemptId, pick(attempt.questionIds, left), seed % pick(attempt.choices, left));
    return answer(lms, attempt, seed, left - 1);
  };
}
