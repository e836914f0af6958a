import { randomUUID } from 'node:crypto';
import type {
  Answer,
  AnswerOutcome,
  Attempt,
  Attempts,
  StartedAttempt,
  SubmittedAttempt,
} from '../attempts/attempts.ts';

interface StoredAttempt {
  readonly attemptId: string;
  readonly studentId: string;
  readonly examId: string;
  readonly startedAt: Date;
  submittedAt: Date | null;
  readonly answers: Record<string, number>;
}

/** Keeps the promises of `Attempts` without a database. */
export class InMemoryAttempts implements Attempts {
  private readonly attempts: StoredAttempt[] = [];

  async start(studentId: string, examId: string): Promise<StartedAttempt> {
    const existing = this.attempts.find(
      (attempt) => attempt.studentId === studentId && attempt.examId === examId,
    );
    if (existing) return { attemptId: existing.attemptId, created: false };
    const attemptId = randomUUID();
    this.attempts.push({
      attemptId,
      studentId,
      examId,
      startedAt: new Date(),
      submittedAt: null,
      answers: {},
    });
    return { attemptId, created: true };
  }

  async answer({ studentId, attemptId, examId, questionId, choice }: Answer): Promise<AnswerOutcome> {
    const attempt = this.findStored(studentId, attemptId);
    if (attempt?.examId !== examId) return 'not-found';
    if (attempt.submittedAt) return 'already-submitted';
    attempt.answers[questionId] = choice;
    return 'saved';
  }

  async submit(studentId: string, attemptId: string): Promise<SubmittedAttempt | undefined> {
    const attempt = this.findStored(studentId, attemptId);
    if (!attempt) return undefined;
    attempt.submittedAt ??= new Date();
    return { submittedAt: attempt.submittedAt, answered: Object.keys(attempt.answers).length };
  }

  async find(studentId: string, attemptId: string): Promise<Attempt | undefined> {
    const attempt = this.findStored(studentId, attemptId);
    if (!attempt) return undefined;
    const { examId, startedAt, submittedAt, answers } = attempt;
    return { examId, startedAt, submittedAt, answers };
  }

  private findStored(studentId: string, attemptId: string): StoredAttempt | undefined {
    return this.attempts.find(
      (attempt) => attempt.studentId === studentId && attempt.attemptId === attemptId,
    );
  }
}
