import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Catalog, type Course, catalogFile, contentFolder, materialPath } from './course-content.ts';

const kibibyte = 1024;

/**
 * Fills an empty file system with sample courses. Several tasks may start at once: each prepares a folder of its own,
 * and the first one to rename it wins.
 *
 * @returns whether this call has filled it
 */
export async function seedContent(mountPath: string): Promise<boolean> {
  const target = join(mountPath, contentFolder);
  if (await exists(target)) return false;
  const draft = join(mountPath, `.${contentFolder}-${randomUUID()}`);
  try {
    await writeContent(draft);
    await rename(draft, target);
    return true;
  } catch (error) {
    if (await exists(target)) return false;
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeContent(folder: string): Promise<void> {
  for (const course of sampleCatalog.courses) {
    for (const material of course.materials) {
      const file = join(folder, materialPath(course.id, material.id));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, sampleText(`${course.title}: ${material.title}`, material.bytes));
    }
  }
  await writeFile(join(folder, catalogFile), JSON.stringify(sampleCatalog));
}

function sampleText(heading: string, bytes: number): Buffer {
  return Buffer.alloc(bytes, `${heading}. This paragraph stands for course material of the usual length.\n`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Three courses with materials as large as handouts are, one as large as a slide deck, and an exam each. */
export const sampleCatalog: Catalog = {
  courses: [
    sampleCourse('mathematics', 'Mathematics', [{ id: 'slides', title: 'Slides', bytes: 1024 * kibibyte }]),
    sampleCourse('physics', 'Physics'),
    sampleCourse('history', 'History'),
  ],
};

function sampleCourse(id: string, title: string, more: Course['materials'] = []): Course {
  return {
    id,
    title,
    materials: [
      { id: 'syllabus', title: 'Syllabus', bytes: 4 * kibibyte },
      { id: 'handout', title: 'Handout', bytes: 16 * kibibyte },
      { id: 'reader', title: 'Reader', bytes: 64 * kibibyte },
      ...more,
    ],
    exams: [
      {
        id: `${id}-final`,
        title: `${title}, final exam`,
        questions: Array.from({ length: 20 }, (_, index) => ({
          id: `${id}-final-${index + 1}`,
          text: `${title}, question ${index + 1}: which statement is right?`,
          choices: ['The first', 'The second', 'The third', 'The fourth'],
        })),
      },
    ],
  };
}
