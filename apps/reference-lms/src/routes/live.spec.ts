import type { FastifyInstance } from 'fastify';
import { Audience, Seat } from '../live/audience.ts';
import { createTestLms, signIn } from '../testing/test-lms.ts';

const boardKiB = 256;

/** An LMS with two seats. */
async function createLecture(waitMs: number) {
  const audience = new Audience({ memoryMiB: 0.5, boardKiB, waitMs });
  const { app } = await createTestLms({ audience });
  const watch = watching(app, await signIn(app));
  const others = [2, 3].map(async (number) => watching(app, await signIn(app, `student-00000${number}`)));
  return { app, audience, watch, others: await Promise.all(others) };
}

const watching = (app: FastifyInstance, cookie: string) => () =>
  app.inject({ url: '/courses/physics/live', headers: { cookie } });

describe('a live lecture', () => {
  it('has no news after a while', async () => {
    const { watch } = await createLecture(20);
    expect((await watch()).statusCode).toBe(204);
  });

  it('has as many seats as there is memory for boards, and sends the others away for now', async () => {
    const { watch, others } = await createLecture(200);
    const answers = await Promise.all([watch, ...others].map((ask) => ask()));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204, 503]);
    expect(answers[2]?.headers['retry-after']).toBe('5');
    expect((await watch()).statusCode).toBe(204);
  });

  it('is over for everybody at once when the task is about to end', async () => {
    const { watch, audience } = await createLecture(600_000);
    const waiting = watch();
    await new Promise((resolve) => setImmediate(resolve));
    audience.dismiss();
    expect((await waiting).statusCode).toBe(204);
    expect((await watch()).statusCode).toBe(204);
  });

  it('ends when the student is gone', async () => {
    const audience = new Audience({ memoryMiB: 1, boardKiB });
    const taken = new Promise<Seat>((resolve) => {
      jest.spyOn(audience, 'takeSeat').mockImplementation(() => {
        const seat = new Seat(600_000, () => undefined);
        resolve(seat);
        return seat;
      });
    });
    const { app } = await createTestLms({ audience });
    const cookie = await signIn(app);
    const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/courses/physics/live`;
    const student = new AbortController();
    const answer = fetch(url, { headers: { cookie }, signal: student.signal });
    const seat = await taken;
    student.abort();
    await expect(answer).rejects.toThrow('aborted');
    await seat.over;
  });

  it('is for students of a course that exists', async () => {
    const { app } = await createLecture(20);
    expect((await app.inject('/courses/physics/live')).statusCode).toBe(401);
    const cookie = await signIn(app);
    expect((await app.inject({ url: '/courses/none/live', headers: { cookie } })).statusCode).toBe(404);
  });
});
