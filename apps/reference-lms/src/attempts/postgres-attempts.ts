import type { Pool, QueryResult, QueryResultRow } from 'pg';
import type {
  Answer,
  AnswerOutcome,
  Attempt,
  Attempts,
  StartedAttempt,
  SubmittedAttempt,
} from './attempts.ts';

/** Prepared once per connection, under their names. */
const statements = {
  insertAttempt: `
    INSERT INTO attempts (student_id, exam_id) VALUES ($1, $2)
    ON CONFLICT (student_id, exam_id) DO NOTHING
    RETURNING id`,
  selectAttemptId: `SELECT id FROM attempts WHERE student_id = $1 AND exam_id = $2`,
  // FOR SHARE: a submit waits for the answers under way, and an answer that waited for a submit finds it closed.
  upsertAnswer: `
    INSERT INTO answers (attempt_id, question_id, choice)
    SELECT id, $4, $5 FROM attempts
    WHERE id = $1 AND student_id = $2 AND exam_id = $3 AND submitted_at IS NULL
    FOR SHARE
    ON CONFLICT (attempt_id, question_id) DO UPDATE SET choice = excluded.choice, answered_at = now()`,
  submitAttempt: `
    UPDATE attempts SET submitted_at = now()
    WHERE id = $1 AND student_id = $2 AND submitted_at IS NULL`,
  selectSubmitted: `
    SELECT submitted_at AS "submittedAt",
      (SELECT count(*)::int FROM answers WHERE attempt_id = attempts.id) AS answered
    FROM attempts WHERE id = $1 AND student_id = $2`,
  selectAttempt: `
    SELECT exam_id AS "examId", started_at AS "startedAt", submitted_at AS "submittedAt",
      (SELECT coalesce(json_object_agg(question_id, choice), '{}')
       FROM answers WHERE attempt_id = attempts.id) AS answers
    FROM attempts WHERE id = $1 AND student_id = $2`,
};

/** Attempts in PostgreSQL. What a method has returned is committed. */
export class PostgresAttempts implements Attempts {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async start(studentId: string, examId: string): Promise<StartedAttempt> {
    const inserted = await this.run<{ id: string }>('insertAttempt', [studentId, examId]);
    if (inserted.rows[0]) return { attemptId: inserted.rows[0].id, created: true };
    // A second statement, because the first one's snapshot may be older than the row that it ran into.
    const existing = await this.run<{ id: string }>('selectAttemptId', [studentId, examId]);
    if (!existing.rows[0]) throw new Error('the attempt was removed while it was started');
    return { attemptId: existing.rows[0].id, created: false };
  }

  async answer({ attemptId, studentId, examId, questionId, choice }: Answer): Promise<AnswerOutcome> {
    const saved = await this.run('upsertAnswer', [attemptId, studentId, examId, questionId, choice]);
    if (saved.rowCount === 1) return 'saved';
    const attempt = await this.find(studentId, attemptId);
    return attempt?.examId === examId ? 'already-submitted' : 'not-found';
  }

  async submit(studentId: string, attemptId: string): Promise<SubmittedAttempt | undefined> {
    await this.run('submitAttempt', [attemptId, studentId]);
    // Counted by a statement of its own: it sees the answers that the update has waited for.
    const submitted = await this.run<SubmittedAttempt>('selectSubmitted', [attemptId, studentId]);
    return submitted.rows[0];
  }

  async find(studentId: string, attemptId: string): Promise<Attempt | undefined> {
    const found = await this.run<Attempt>('selectAttempt', [attemptId, studentId]);
    return found.rows[0];
  }

  private run<Row>(
    name: keyof typeof statements,
    values: readonly (string | number)[],
  ): Promise<QueryResult<Row & QueryResultRow>> {
    return this.pool.query<Row & QueryResultRow>({ name, text: statements[name], values: [...values] });
  }
}
