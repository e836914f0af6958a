import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** Ids are file names as well. */
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const title = z.string().min(1);

const catalogSchema = z.object({
  courses: z.array(
    z.object({
      id,
      title,
      materials: z.array(z.object({ id, title, bytes: z.int().min(0) })),
      exams: z.array(
        z.object({
          id,
          title,
          questions: z.array(z.object({ id, text: z.string(), choices: z.array(z.string()).min(2) })),
        }),
      ),
    }),
  ),
});

export type Catalog = z.infer<typeof catalogSchema>;
export type Course = Catalog['courses'][number];
export type Exam = Course['exams'][number];

/** Folder of the course content, below the file system's root. */
export const contentFolder = 'courses';
export const catalogFile = 'catalog.json';

/** File of a material, relative to the content folder. */
export function materialPath(courseId: string, materialId: string): string {
  return `${courseId}/${materialId}.txt`;
}

/** What the catalog on the file system offers, read once. */
export class CourseContent {
  /** Folder that the material's paths are relative to. */
  readonly root: string;

  /** What a student sees of the courses: no questions before the exam has started. */
  readonly overview: readonly object[];

  private readonly courses: ReadonlySet<string>;
  private readonly materials: ReadonlySet<string>;
  private readonly exams: ReadonlyMap<string, Exam>;
  private readonly questions: ReadonlyMap<string, { exam: Exam; choices: number }>;

  constructor(root: string, { courses }: Catalog) {
    this.root = root;
    this.overview = courses.map(({ exams, ...course }) => ({
      ...course,
      exams: exams.map(({ id, title }) => ({ id, title })),
    }));
    this.courses = new Set(courses.map((course) => course.id));
    this.materials = new Set(
      courses.flatMap((course) => course.materials.map((material) => materialPath(course.id, material.id))),
    );
    const exams = courses.flatMap((course) => course.exams);
    this.exams = new Map(exams.map((exam) => [exam.id, exam]));
    this.questions = new Map(
      exams.flatMap((exam) =>
        exam.questions.map(({ id, choices }) => [id, { exam, choices: choices.length }]),
      ),
    );
  }

  /** @throws when the file system does not answer or the catalog is not one. */
  static async read(mountPath: string): Promise<CourseContent> {
    const root = join(mountPath, contentFolder);
    const catalog: unknown = JSON.parse(await readFile(join(root, catalogFile), 'utf8'));
    return new CourseContent(root, catalogSchema.parse(catalog));
  }

  hasCourse(courseId: string): boolean {
    return this.courses.has(courseId);
  }

  /** Path below `root`. @returns undefined when the catalog has no such material */
  findMaterial(courseId: string, materialId: string): string | undefined {
    const path = materialPath(courseId, materialId);
    return this.materials.has(path) ? path : undefined;
  }

  findExam(examId: string): Exam | undefined {
    return this.exams.get(examId);
  }

  /** Question ids are unique over all exams. */
  findQuestion(questionId: string): { exam: Exam; choices: number } | undefined {
    return this.questions.get(questionId);
  }
}
