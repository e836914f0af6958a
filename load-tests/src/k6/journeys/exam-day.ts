import type { Course, LmsClient } from '../lms-client.ts';

type Study = Generator<void, readonly Course[]>;

/**
 * A student's exam day, endlessly: look at the courses, read, sit the exam, review it, read on.
 * Yields after each request, so that whoever drives it sets the pace.
 *
 * @param seed Spreads the students over courses, materials and choices.
 */
export function* examDay(lms: LmsClient, seed: number): Generator<void, never> {
  const courses = yield* openCourses(lms);
  const course = pick(courses, seed);
  yield* read(lms, course, seed);
  yield* sitExam(lms, course, seed);
  for (let page = seed; ; page += 1) {
    yield* openCourses(lms);
    yield* read(lms, pick(courses, page), page);
  }
}

/** Asks for the course list until there is one: without it a student can do nothing else. */
function* openCourses(lms: LmsClient): Study {
  for (;;) {
    const courses = lms.courses();
    yield;
    if (courses.length > 0) return courses;
  }
}

function* read(lms: LmsClient, course: Course, seed: number): Generator<void> {
  lms.material(course.id, pick(course.materials, seed));
  yield;
}

function* sitExam(lms: LmsClient, course: Course, seed: number): Generator<void> {
  const attempt = lms.startExam(pick(course.exams, seed).id);
  yield;
  if (!attempt) return;
  for (const [index, question] of attempt.questions.entries()) {
    lms.answer(attempt.attemptId, question.id, (seed + index) % question.choices.length);
    yield;
  }
  lms.submit(attempt.attemptId);
  yield;
  lms.attempt(attempt.attemptId);
  yield;
}

function pick<T>(items: readonly T[], seed: number): T {
  const item = items[seed % items.length];
  if (item === undefined) throw new Error('the LMS lists a course without material or exam');
  return item;
}
