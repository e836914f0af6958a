import type { FastifyInstance } from 'fastify';
import { createTestLms, signIn } from '../testing/test-lms.ts';

let app: FastifyInstance;
let cookie: string;
beforeEach(async () => {
  ({ app } = await createTestLms());
  cookie = await signIn(app);
});

type Method = 'GET' | 'POST' | 'PUT';
const ask = (method: Method, url: string, body?: object, as = cookie) =>
  app.inject({ method, url, body, headers: { cookie: as } });

const start = async (exam = 'physics-final') =>
  (await ask('POST', `/exams/${exam}/attempts`)).json().attemptId;

const answer = (attempt: string, question: string, choice: unknown, as?: string) =>
  ask('PUT', `/attempts/${attempt}/answers/${question}`, { choice }, as);

describe('an exam', () => {
  it('is started once, however often the student asks', async () => {
    const first = await ask('POST', '/exams/physics-final/attempts');
    expect(first.statusCode).toBe(201);
    expect(first.json().questions).toHaveLength(20);
    const second = await ask('POST', '/exams/physics-final/attempts');
    expect(second.statusCode).toBe(200);
    expect(second.json()).toEqual(first.json());
  });

  it('keeps the last answer to each question', async () => {
    const attempt = await start();
    for (const choice of [1, 3, 3]) {
      expect((await answer(attempt, 'physics-final-1', choice)).statusCode).toBe(204);
    }
    expect((await ask('GET', `/attempts/${attempt}`)).json()).toEqual({
      attemptId: attempt,
      examId: 'physics-final',
      startedAt: expect.any(String),
      submittedAt: null,
      answers: { 'physics-final-1': 3 },
    });
  });

  it('is submitted once, and takes no answer after that', async () => {
    const attempt = await start();
    await answer(attempt, 'physics-final-1', 0);
    const first = await ask('POST', `/attempts/${attempt}/submit`);
    expect(first.json()).toEqual({ attemptId: attempt, submittedAt: expect.any(String), answered: 1 });
    expect((await ask('POST', `/attempts/${attempt}/submit`)).json()).toEqual(first.json());
    const late = await answer(attempt, 'physics-final-2', 0);
    expect(late.statusCode).toBe(409);
    expect(late.json()).toEqual({ error: 'already-submitted' });
  });

  it('is nobody else’s', async () => {
    const attempt = await start();
    const other = await signIn(app, 'student-000002');
    expect((await answer(attempt, 'physics-final-1', 0, other)).statusCode).toBe(404);
    expect((await ask('POST', `/attempts/${attempt}/submit`, undefined, other)).statusCode).toBe(404);
    expect((await ask('GET', `/attempts/${attempt}`, undefined, other)).statusCode).toBe(404);
  });

  it.each([
    ['a question of another exam', 'history-final-1', 0, 404],
    ['a question that does not exist', 'physics-final-21', 0, 404],
    ['a choice that does not exist', 'physics-final-1', 4, 400],
    ['a negative choice', 'physics-final-1', -1, 400],
    ['a choice that is no number', 'physics-final-1', 'first', 400],
    ['no choice', 'physics-final-1', null, 400],
    ['a choice that is a truth', 'physics-final-1', false, 400],
    ['several choices', 'physics-final-1', [2], 400],
  ])('refuses %s', async (_case, question, choice, status) => {
    expect((await answer(await start(), question, choice)).statusCode).toBe(status);
  });

  it('is not found by a wrong id', async () => {
    expect((await ask('POST', '/exams/none/attempts')).statusCode).toBe(404);
    const unknown = '00000000-0000-4000-8000-000000000000';
    for (const id of ['none', `urn:uuid:${unknown}`, `{${unknown}}`])
      expect((await ask('GET', `/attempts/${encodeURIComponent(id)}`)).statusCode).toBe(400);
    expect((await ask('GET', `/attempts/${unknown}`)).statusCode).toBe(404);
    expect((await answer(unknown, 'physics-final-1', 0)).statusCode).toBe(404);
  });
});
