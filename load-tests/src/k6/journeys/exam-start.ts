import type { LmsClient } from '../lms-client.ts';
import { answer, openCourse } from './exam-day.ts';
import type { Journey } from './journey.ts';
import type { Step } from './student.ts';

/** The one exam that everybody writes: of the first course. */
const COURSE = 0;

/** Opens the exam as a browser does, with the course, the rules and the questions at once; answers, submits and rests. */
function examStart(lms: LmsClient, seed: number): Step {
  return openCourse(lms, COURSE, ({ courseId, material, examId }) => {
    lms.material(courseId, material);
    const attempt = lms.startExam(examId);
    return attempt ? answer(lms, attempt, seed, 0, rest) : examStart(lms, seed);
  });
}

const rest: Step = () => rest;

export const journey: Journey = examStart;
