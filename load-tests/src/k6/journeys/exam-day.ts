import type { Course, LmsClient } from '../lms-client.ts';

/**
 * A student's exam day, endlessly: look at the courses, read, sit the exam, review it, read on.
 * Yields after each request, so that whoever drives it sets the pace.
 *
 * @param seed Spreads the students over courses, materials and choices.
 */
export function* examDay(lms: LmsClient, seed: number): Generator<void, never> {
  const course = yield* openCourse(lms, seed);
  yield* read(lms, course, seed);
  yield* sitExam(lms, course, seed);
  for (let page = seed; ; page += 1) {
    yield* read(lms, yield* openCourse(lms, page), page);
  }
}

/**
 * Asks for the course list until there is one: without it a student can do nothing else.
 * Only the course is remembered, as the list would take memory for each student.
 */
function* openCourse(lms: LmsClient, seed: number): Generator<void, Course> {
  for (;;) {
    const courses = lms.courses();
    const course = courses.length > 0 ? pick(courses, seed) : undefined;
    yield;
    if (course) return course;
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
