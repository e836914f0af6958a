import type { LmsClient } from '../lms-client.ts';
import { openCourse, pick, read } from './exam-day.ts';
import type { Journey } from './journey.ts';
import type { Step } from './student.ts';

/** Reads the slides, answers one question, and then follows the lecture live to the end. */
function liveLecture(lms: LmsClient, seed: number): Step {
  return openCourse(lms, seed, (lesson) =>
    read(lms, lesson, () => {
      const attempt = lms.startExam(lesson.examId);
      if (!attempt) return liveLecture(lms, seed);
      return () => {
        lms.answer(attempt.attemptId, pick(attempt.questionIds, 0), seed % pick(attempt.choices, 0));
        return follow(lms, lesson.courseId, false);
      };
    }),
  );
}

/** Asks for news, and again at once when there is none: the LMS lets the student wait. */
function follow(lms: LmsClient, courseId: string, atOnce: boolean): Step {
  return Object.assign(() => follow(lms, courseId, lms.waitForNews(courseId)), { atOnce });
}

export const journey: Journey = liveLecture;
