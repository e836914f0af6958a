import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CourseContent } from './course-content.ts';
import { seedContent } from './seed.ts';

let mount: string;
beforeEach(async () => (mount = await mkdtemp(join(tmpdir(), 'reference-lms-'))));
afterEach(() => rm(mount, { recursive: true }));

describe('seeding the course content', () => {
  it('writes what the catalog promises', async () => {
    await seedContent(mount);
    const content = await CourseContent.read(mount);
    expect(content.overview).toHaveLength(3);
    const { size } = await stat(join(content.root, content.findMaterial('mathematics', 'slides') ?? ''));
    expect(size).toBe(1024 * 1024);
  });

  it('is done once when several tasks start at once', async () => {
    const seeded = await Promise.all(Array.from({ length: 5 }, () => seedContent(mount)));
    expect(seeded.filter(Boolean)).toHaveLength(1);
    expect(await readdir(mount)).toEqual(['courses']);
  });

  it('leaves content alone that is there already', async () => {
    await seedContent(mount);
    await writeFile(join(mount, 'courses', 'catalog.json'), '{"courses":[]}');
    expect(await seedContent(mount)).toBe(false);
    expect((await CourseContent.read(mount)).overview).toEqual([]);
  });

  it('refuses a catalog whose ids could leave the folder', async () => {
    await seedContent(mount);
    const course = { id: '../etc', title: 'Passwords', materials: [], exams: [] };
    await writeFile(join(mount, 'courses', 'catalog.json'), JSON.stringify({ courses: [course] }));
    await expect(CourseContent.read(mount)).rejects.toThrow('Invalid string');
  });
});
