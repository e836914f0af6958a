import type { LmsClient } from '../lms-client.ts';
import { openCourse, pick } from './exam-day.ts';
import type { Journey } from './journey.ts';
import type { Step } from './student.ts';

/** Opens the slides, answers one question, and follows the lecture live from then on to the end. */
function liveLecture(lms: LmsClient, seed: number): Step {
  return openCourse(lms, seed, ({ courseId, material, examId }) => {
    lms.material(courseId, material);
    const attempt = lms.startExam(examId);
    if (!attempt) return liveLecture(lms, seed);
    lms.answer(attempt.attemptId, pick(attempt.questionIds, 0), seed % pick(attempt.choices, 0));
    return follow(lms, courseId, true);
  });
}

/** Asks for news, and again at once when there is none: the LMS lets the student wait. */
function follow(lms: LmsClient, courseId: string, atOnce: boolean): Step {
  return Object.assign(() => follow(lms, courseId, lms.waitForNews(courseId)), { atOnce });
}

export const journey: Journey = liveLecture;
