import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Attempts } from '../attempts/attempts.ts';
import type { CourseContent } from '../content/course-content.ts';

/** As the database writes them; the format `uuid` would also take `urn:uuid:…`, which the database refuses. */
const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

const attemptParams = {
  type: 'object',
  properties: { attemptId: { type: 'string', pattern: uuid } },
} as const;

const answerBody = {
  type: 'object',
  required: ['choice'],
  properties: { choice: { type: 'integer', minimum: 0 } },
} as const;

interface AttemptParams {
  readonly attemptId: string;
}

/** Exams: started, answered and submitted, each of which may be repeated after a lost reply. */
export function registerExams(app: FastifyInstance, content: CourseContent, attempts: Attempts): void {
  app.post<{ Params: { examId: string } }>('/exams/:examId/attempts', async (request, reply) => {
    const exam = content.findExam(request.params.examId);
    if (exam === undefined) return reply.code(404).send({ error: 'not-found' });
    const { attemptId, created } = await attempts.start(signedInStudent(request), exam.id);
    return reply.code(created ? 201 : 200).send({ attemptId, questions: exam.questions });
  });

  app.put<{ Params: AttemptParams & { questionId: string }; Body: { choice: number } }>(
    '/attempts/:attemptId/answers/:questionId',
    { schema: { params: attemptParams, body: answerBody } },
    async (request, reply) => {
      const { attemptId, questionId } = request.params;
      const { choice } = request.body;
      const question = content.findQuestion(questionId);
      if (question === undefined) return reply.code(404).send({ error: 'not-found' });
      if (choice >= question.choices) return reply.code(400).send({ error: 'no-such-choice' });
      const studentId = signedInStudent(request);
      const outcome = await attempts.answer({
        studentId,
        attemptId,
        examId: question.exam.id,
        questionId,
        choice,
      });
      if (outcome === 'saved') return reply.code(204).send();
      return reply.code(outcome === 'not-found' ? 404 : 409).send({ error: outcome });
    },
  );

  app.post<{ Params: AttemptParams }>(
    '/attempts/:attemptId/submit',
    { schema: { params: attemptParams } },
    async (request, reply) => {
      const { attemptId } = request.params;
      const submitted = await attempts.submit(signedInStudent(request), attemptId);
      return submitted ? { attemptId, ...submitted } : reply.code(404).send({ error: 'not-found' });
    },
  );

  app.get<{ Params: AttemptParams }>(
    '/attempts/:attemptId',
    { schema: { params: attemptParams } },
    async (request, reply) => {
      const { attemptId } = request.params;
      const attempt = await attempts.find(signedInStudent(request), attemptId);
      return attempt ? { attemptId, ...attempt } : reply.code(404).send({ error: 'not-found' });
    },
  );
}

function signedInStudent(request: FastifyRequest): string {
  const { student } = request.session;
  if (student === undefined) throw new Error('this route is open to whoever is not signed in');
  return student;
}
