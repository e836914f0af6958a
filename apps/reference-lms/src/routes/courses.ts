import send from '@fastify/send';
import type { FastifyInstance } from 'fastify';
import type { CourseContent } from '../content/course-content.ts';

/** The course list, and the material straight from the file system. */
export function registerCourses(app: FastifyInstance, content: CourseContent): void {
  app.get('/courses', async (request) => ({
    student: request.session.student,
    courses: content.overview,
  }));

  app.get<{ Params: { courseId: string; materialId: string } }>(
    '/courses/:courseId/materials/:materialId',
    async (request, reply) => {
      const path = content.findMaterial(request.params.courseId, request.params.materialId);
      if (path === undefined) return reply.code(404).send({ error: 'not-found' });
      const file = await send(request.raw, path, { root: content.root, cacheControl: false });
      return reply
        .code(file.statusCode)
        .headers(file.headers)
        .header('cache-control', 'private, no-cache')
        .send(file.stream);
    },
  );
}
