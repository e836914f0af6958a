import type { Course, LmsClient, Material } from '../lms-client.ts';

/**
 * A student's exam day, endlessly: look at the courses, read, sit the exam, review it, read on.
 * Yields after each request, so that whoever drives it sets the pace.
 *
 * @param seed Spreads the students over courses, materials and choices.
 */
export function* examDay(lms: LmsClient, seed: number): Generator<void, never> {
  const lesson = yield* openCourse(lms, seed);
  yield* read(lms, lesson);
  yield* sitExam(lms, lesson.examId, seed);
  for (let page = seed; ; page += 1) {
    yield* read(lms, yield* openCourse(lms, page));
  }
}

/** What a student opens of a course. No more of the list is remembered: it would take memory for each student. */
interface Lesson {
  readonly courseId: string;
  readonly material: Material;
  readonly examId: string;
}

/** Asks for the course list until there is one: without it a student can do nothing else. */
function* openCourse(lms: LmsClient, seed: number): Generator<void, Lesson> {
  for (;;) {
    const lesson = chooseLesson(lms.courses(), seed);
    yield;
    if (lesson) return lesson;
  }
}

function chooseLesson(courses: readonly Course[], seed: number): Lesson | undefined {
  if (courses.length === 0) return undefined;
  const course = pick(courses, seed);
  return { courseId: course.id, material: pick(course.materials, seed), examId: pick(course.exams, seed).id };
}

function* read(lms: LmsClient, { courseId, material }: Lesson): Generator<void> {
  lms.material(courseId, material);
  yield;
}

function* sitExam(lms: LmsClient, examId: string, seed: number): Generator<void> {
  const attempt = lms.startExam(examId);
  yield;
  if (!attempt) return;
  const { attemptId, questionIds, choices } = attempt;
  for (let index = 0; index < questionIds.length; index += 1) {
    lms.answer(attemptId, pick(questionIds, index), (seed + index) % choices);
    yield;
  }
  lms.submit(attemptId);
  yield;
  lms.attempt(attemptId);
  yield;
}

function pick<T>(items: readonly T[], seed: number): T {
  const item = items[seed % items.length];
  if (item === undefined) throw new Error('the LMS lists a course without material or exam');
  return item;
}
