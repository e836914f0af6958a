import type { Attempt, Course, LmsClient, Material } from '../lms-client.ts';
import type { Journey } from './journey.ts';
import type { Step } from './student.ts';

/**
 * A student's exam day, endlessly: look at the courses, read, sit the exam, review it, read on.
 *
 * @param seed Spreads the students over courses, materials and choices.
 * @param exams How many exams the student sits before reading on, each of another course.
 */
export function examDay(lms: LmsClient, seed: number, exams = 1): Step {
  if (exams === 0) return readOn(lms, seed);
  return openCourse(lms, seed, (lesson) =>
    read(lms, lesson, sitExam(lms, lesson.examId, seed, examDay(lms, seed + 1, exams - 1))),
  );
}

/** What a student opens of a course. No more of the list is remembered: it would take memory for each student. */
export interface Lesson {
  readonly courseId: string;
  readonly material: Material;
  readonly examId: string;
}

/** Asks for the course list until there is one: without it a student can do nothing else. */
export function openCourse(lms: LmsClient, page: number, then: (lesson: Lesson) => Step): Step {
  return () => {
    const course = lms.course(page);
    return course ? then(lessonOf(course, page)) : openCourse(lms, page, then);
  };
}

function lessonOf({ id, materials, exams }: Course, page: number): Lesson {
  return { courseId: id, material: pick(materials, page), examId: pick(exams, page).id };
}

export function read(lms: LmsClient, { courseId, material }: Lesson, then: Step): Step {
  return () => {
    lms.material(courseId, material);
    return then;
  };
}

function readOn(lms: LmsClient, page: number): Step {
  return openCourse(lms, page, (lesson) => read(lms, lesson, readOn(lms, page + 1)));
}

function sitExam(lms: LmsClient, examId: string, seed: number, then: Step): Step {
  return () => {
    const attempt = lms.startExam(examId);
    return attempt ? answer(lms, attempt, seed, 0, then) : then;
  };
}

/** Answers from the `index`th question on, submits, and looks the attempt up. */
export function answer(lms: LmsClient, attempt: Attempt, seed: number, index: number, then: Step): Step {
  const { attemptId, questionIds, choices } = attempt;
  if (index === questionIds.length) return submit(lms, attemptId, then);
  return () => {
    lms.answer(attemptId, pick(questionIds, index), (seed + index) % pick(choices, index));
    return answer(lms, attempt, seed, index + 1, then);
  };
}

function submit(lms: LmsClient, attemptId: string, then: Step): Step {
  return () => {
    lms.submit(attemptId);
    return () => {
      lms.review();
      return then;
    };
  };
}

export function pick<T>(items: readonly T[], seed: number): T {
  const item = items[seed % items.length];
  if (item === undefined) throw new Error('the LMS lists a course without material or exam');
  return item;
}

export const journey: Journey = (lms, seed) => examDay(lms, seed);
