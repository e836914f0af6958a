import http from 'k6/http';
import type { RefinedResponse, ResponseType } from 'k6/http';
import type { Entrances } from './entrances.ts';
import type { SessionStoreName } from './workloads/store-blocks.ts';
import { launchToken } from './launch-token.ts';
import {
  answersKept,
  answersSaved,
  durableSessionsLost,
  durableSignIns,
  materialsRead,
  sessionsKept,
  sessionsLost,
  signIns,
} from './metrics.ts';
import { tell } from './tell.ts';

export interface Material {
  readonly id: string;
  readonly bytes: number;
}

export interface Course {
  readonly id: string;
  readonly materials: readonly Material[];
  readonly exams: readonly { readonly id: string }[];
}

/** An exam that has been started, without its texts: they would take memory for each student. */
export interface Attempt {
  readonly attemptId: string;
  readonly questionIds: readonly string[];
  /** How many choices each question has. */
  readonly choices: readonly number[];
}

/** An attempt, with the answers that the LMS has acknowledged. */
interface OpenAttempt {
  readonly attemptId: string;
  readonly questionIds: string[];
  readonly choices: number[];
}

type Method = 'GET' | 'POST' | 'PUT';

interface Call {
  /** Groups the request in k6's metrics: the path would make a time series of each student. */
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  /** @default - the answer's body is thrown away, which saves k6 memory */
  readonly reads?: 'text';
}

/** A reader takes a large material page by page. */
const BYTES_OF_A_PAGE = 65_536;

/** The LMS as one signed-in student's browser sees it: one request a call, the session in the VU's cookie jar. */
export class LmsClient {
  /** Where the LMS keeps the sessions of the next sign-ins. */
  sessionStore: SessionStoreName = 'redis';

  readonly #entrances: Entrances;
  readonly #student: string;
  readonly #launchKey: string;
  #signedIn = false;
  /** The session's cookie, which the jar keeps for one address only; unknown where there is no other. */
  #cookie: string | undefined;
  /** Whether a sign-in waits until a replica of Redis has the session. */
  #durable = false;
  /** The attempt that was not looked at since its last answer. */
  #open: OpenAttempt | undefined;

  constructor(entrances: Entrances, student: string, launchKey: string) {
    this.#entrances = entrances;
    this.#student = student;
    this.#launchKey = launchKey;
  }

  get signedIn(): boolean {
    return this.#signedIn;
  }

  /** @param durable Whether this sign-in and those that a lost session makes necessary wait for a replica. */
  signIn(durable: boolean = this.#durable): void {
    this.#durable = durable;
    this.#leaveSession();
    const body = { token: launchToken(this.#student, this.#launchKey), ...(durable ? { durable } : {}) };
    const path = this.sessionStore === 'redis' ? '/launch' : `/launch?sessionStore=${this.sessionStore}`;
    const response = this.#send({ name: 'sign in', method: 'POST', path, body });
    if (response.status !== 204) return;
    signIns.add(1);
    tell('sign-in');
    if (durable) durableSignIns.add(1);
    this.#signedIn = true;
    if (this.#entrances.others > 0) this.#cookie = response.cookies['session']?.[0]?.value;
  }

  signOut(): void {
    this.#ask({ name: 'sign out', method: 'POST', path: '/sign-out' });
    this.#leaveSession();
  }

  /** Whether the session outlives a request without an answer nobody knows: it must not count as lost. */
  #leaveSession(): void {
    if (!this.#signedIn) return;
    this.#signedIn = false;
    this.#cookie = undefined;
    tell('sign-out');
  }

  /** The `page`th course of the list, which starts anew at its end; nothing while there is no list. */
  course(page: number): Course | undefined {
    const list = this.#ask({ name: 'course list', method: 'GET', path: '/courses', reads: 'text' });
    const count = read<number>(list, 'courses.#');
    return count ? read<Course>(list, `courses.${page % count}`) : undefined;
  }

  material(courseId: string, { id, bytes }: Material): void {
    const headers = bytes > BYTES_OF_A_PAGE ? { Range: `bytes=0-${BYTES_OF_A_PAGE - 1}` } : undefined;
    const path = `/courses/${courseId}/materials/${id}`;
    const { status } = this.#ask({ name: 'material', method: 'GET', path, headers });
    if (status === 200 || status === 206) materialsRead.add(1);
  }

  /**
   * Follows the lecture of a course until there is news or the LMS says that there is none.
   *
   * @returns whether the student may ask again at once
   */
  waitForNews(courseId: string): boolean {
    const { status } = this.#ask({ name: 'live', method: 'GET', path: `/courses/${courseId}/live` });
    return status === 204;
  }

  startExam(examId: string): Attempt | undefined {
    const path = `/exams/${examId}/attempts`;
    const started = this.#ask({ name: 'start exam', method: 'POST', path, reads: 'text' });
    const attemptId = read<string>(started, 'attemptId');
    const questionIds = read<string[]>(started, 'questions.#.id');
    const choices = read<number[]>(started, 'questions.#.choices.#');
    return attemptId && questionIds && choices ? { attemptId, questionIds, choices } : undefined;
  }

  answer(attemptId: string, questionId: string, choice: number): void {
    const path = `/attempts/${attemptId}/answers/${questionId}`;
    const { status } = this.#ask({ name: 'answer', method: 'PUT', path, body: { choice } });
    if (status !== 204) return;
    answersSaved.add(1);
    if (this.#open?.attemptId !== attemptId) this.#open = { attemptId, questionIds: [], choices: [] };
    this.#open.questionIds.push(questionId);
    this.#open.choices.push(choice);
  }

  submit(attemptId: string): void {
    this.#ask({ name: 'submit exam', method: 'POST', path: `/attempts/${attemptId}/submit` });
  }

  /** Looks the last attempt up: each answer that was acknowledged has to be there, and none is where the attempt is gone. */
  review(): void {
    if (!this.#open) return;
    const { attemptId, questionIds, choices } = this.#open;
    const path = `/attempts/${attemptId}`;
    const found = this.#ask({ name: 'review exam', method: 'GET', path, reads: 'text' });
    const stored = found.status === 404 ? {} : read<Record<string, number>>(found, 'answers');
    if (!stored) return;
    for (let index = 0; index < questionIds.length; index++)
      answersKept.add(stored[questionIds[index] ?? ''] === choices[index]);
    this.#open = undefined;
  }

  /** Asks as a signed-in student; one whose session is gone is counted and signs in again at once. */
  #ask(call: Call): RefinedResponse<ResponseType> {
    const response = this.#send(call);
    const lost = this.#signedIn && response.status === 401;
    sessionsKept.add(!lost);
    if (lost) {
      sessionsLost.add(1);
      tell('session-lost');
      if (this.#durable) durableSessionsLost.add(1);
      this.#signedIn = false;
      this.signIn();
    }
    return response;
  }

  /** Asks at another address when this one takes no connection, as browsers do: it has not heard of the request. */
  #send(call: Call, othersLeft = this.#entrances.others): RefinedResponse<ResponseType> {
    const response = this.#sendOnce(call);
    if (response.status === 0) this.#entrances.moveOn();
    if (isUnconnected(response) && othersLeft > 0) return this.#send(call, othersLeft - 1);
    if (response.status === 0 || response.status >= 400) tell('failure');
    return response;
  }

  #sendOnce({ name, method, path, body, headers, reads }: Call): RefinedResponse<ResponseType> {
    const url = `${this.#entrances.url}${path}`;
    const response = http.request(method, url, body ? JSON.stringify(body) : null, {
      tags: { name },
      headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(this.#cookie ? { cookies: { session: { value: this.#cookie, replace: true } } } : {}),
      responseType: reads ?? 'none',
      timeout: '30s',
    });
    tell('request', response.timings.duration);
    return response;
  }
}

/** k6's error codes 1210 to 1219: nobody listens there, or not in time. */
const isUnconnected = ({ error_code: code }: RefinedResponse<ResponseType>): boolean =>
  code >= 1210 && code < 1220;

/** Reads only what `selector` names: k6 does so without making the whole answer for the student's runtime. */
function read<T>(response: RefinedResponse<ResponseType>, selector: string): T | undefined {
  // k6 cannot check a type; an answer of another shape fails the journey's next step, which is then counted.
  return response.status >= 200 && response.status < 300 ? (response.json(selector) as T) : undefined;
}
