import type { FastifyInstance } from 'fastify';
import type { CourseContent } from '../content/course-content.ts';
import type { Audience } from '../live/audience.ts';

/** So many seconds later seats are free again: students leave theirs after 25 seconds, and tasks may be added. */
const retryAfterSeconds = 5;

/** Lectures as a long poll: the answer comes when there is news, or says after a while that there is none. */
export function registerLive(app: FastifyInstance, content: CourseContent, audience: Audience): void {
  app.get<{ Params: { courseId: string } }>('/courses/:courseId/live', async (request, reply) => {
    if (!content.hasCourse(request.params.courseId)) return reply.code(404).send({ error: 'not-found' });
    const { student = '' } = request.session;
    const seat = audience.takeSeat(student);
    if (!seat) return reply.code(503).header('retry-after', retryAfterSeconds).send({ error: 'full' });
    // Who has gone before this was reached will not close again.
    if (reply.raw.destroyed) seat.leave();
    else reply.raw.once('close', () => seat.leave());
    await seat.over;
    return reply.code(204).send();
  });
}
