/** Students' attempts at exams. Every method may be repeated with the same effect. */
export interface Attempts {
  /** One attempt per student and exam: the second start returns the first one's. */
  start(studentId: string, examId: string): Promise<StartedAttempt>;

  /** Sets or changes an answer, as long as the attempt is open. */
  answer(answer: Answer): Promise<AnswerOutcome>;

  /** @returns undefined when the student has no such attempt */
  submit(studentId: string, attemptId: string): Promise<SubmittedAttempt | undefined>;

  /** @returns undefined when the student has no such attempt */
  find(studentId: string, attemptId: string): Promise<Attempt | undefined>;
}

export interface StartedAttempt {
  readonly attemptId: string;
  readonly created: boolean;
}

export interface Answer {
  readonly studentId: string;
  readonly attemptId: string;
  readonly examId: string;
  readonly questionId: string;
  /** Index of the chosen answer, from 0. */
  readonly choice: number;
}

export type AnswerOutcome = 'saved' | 'not-found' | 'already-submitted';

export interface SubmittedAttempt {
  readonly submittedAt: Date;
  /** Number of answered questions. */
  readonly answered: number;
}

export interface Attempt {
  readonly examId: string;
  readonly startedAt: Date;
  readonly submittedAt: Date | null;
  /** Choice by question id. */
  readonly answers: Readonly<Record<string, number>>;
}
