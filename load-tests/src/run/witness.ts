import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { StageOutputs } from '../stage/outputs.ts';
import { LoneStudent, openConnections, type Answer } from './lone-student.ts';
import { percentilesSchema, ResponseTimes } from './response-times.ts';

const MS_BETWEEN_REQUESTS = 100;

export const testimonySchema = percentilesSchema.extend({ requests: z.number(), failed: z.number() });

/** What the witness says of a span of time. */
export type Testimony = z.infer<typeof testimonySchema>;

interface WitnessOptions {
  readonly outputs: Pick<StageOutputs, 'url' | 'caFile'>;
  readonly launchKey: string;
  readonly runId: string;
}

const withId = z.object({ id: z.string() });
const atLeastOne = <T extends z.ZodType>(item: T) => z.tuple([item], item);

const coursesSchema = z.object({
  courses: z.array(z.object({ id: z.string(), materials: atLeastOne(withId), exams: atLeastOne(withId) })),
});

const attemptSchema = z.object({
  attemptId: z.string(),
  questions: atLeastOne(withId),
});

type Page = () => Promise<Answer | undefined>;

/**
 * A lone client beside k6, with a student and a connection of its own. It asks ten times a second for what students ask for most, and
 * what it measures cannot be what k6 was late with.
 */
export class Witness {
  readonly responseTimes = new ResponseTimes();
  readonly #options: WitnessOptions;
  readonly #requests: { readonly at: number; readonly failed: boolean }[] = [];
  /** What it asks for in turns; nothing while it is not signed in. */
  #pages: readonly Page[] = [];

  constructor(options: WitnessOptions) {
    this.#options = options;
  }

  /** Asks until `signal` aborts, and signs out. What fails is counted, and the next request is tried all the same. */
  async watch(signal: AbortSignal): Promise<void> {
    const { outputs, launchKey, runId } = this.#options;
    const agent = await openConnections(outputs, 1);
    const student = new LoneStudent(outputs.url, agent, `witness-${runId}`, launchKey);
    for (let turn = 0; !signal.aborted; turn++) {
      const startedAt = Date.now();
      const page = this.#pages[turn % this.#pages.length];
      if (page) await this.#ask(page);
      else await this.#signIn(student);
      const wait = Math.max(0, startedAt + MS_BETWEEN_REQUESTS - Date.now());
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
    await student.signOut();
    agent.destroy();
  }

  /** @returns undefined when no request was answered between these moments */
  between(from: Date, until: Date): Testimony | undefined {
    const percentiles = this.responseTimes.between(from, until);
    const requests = this.#requests.filter(({ at }) => at >= from.getTime() && at < until.getTime());
    const failed = requests.filter((request) => request.failed);
    return percentiles && { requests: requests.length, failed: failed.length, ...percentiles };
  }

  async #ask(page: Page): Promise<void> {
    const startedAt = performance.now();
    const answer = await page();
    const failed = !answer || answer.status >= 400;
    this.#requests.push({ at: Date.now(), failed });
    if (answer?.status === 401) this.#pages = [];
    if (failed) return;
    // The requests that it could not send meanwhile would have waited, too.
    for (let waited = performance.now() - startedAt; waited > 0; waited -= MS_BETWEEN_REQUESTS)
      this.responseTimes.add(waited);
  }

  /** Opens an exam as well: answers to it are most of what students ask for. */
  async #signIn(student: LoneStudent): Promise<void> {
    this.#pages = (await this.#openExam(student)) ?? [];
    if (this.#pages.length === 0) this.#requests.push({ at: Date.now(), failed: true });
  }

  async #openExam(student: LoneStudent): Promise<Page[] | undefined> {
    if (!(await student.signIn())) return undefined;
    const [course] = read(coursesSchema, await student.ask('GET', '/courses'))?.courses ?? [];
    if (!course) return undefined;
    const [exam] = course.exams;
    const attempt = read(attemptSchema, await student.ask('POST', `/exams/${exam.id}/attempts`));
    if (!attempt) return undefined;
    const answer = `/attempts/${attempt.attemptId}/answers/${attempt.questions[0].id}`;
    return [
      () => student.ask('GET', '/courses'),
      () => student.ask('GET', `/courses/${course.id}/materials/${course.materials[0].id}`),
      () => student.ask('PUT', answer, { choice: 0 }),
    ];
  }
}

function read<T>(schema: z.ZodType<T>, answer: Answer | undefined): T | undefined {
  return answer && answer.status < 300 ? schema.parse(JSON.parse(answer.text)) : undefined;
}
