import { Witness } from './witness.ts';

jest.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));

const mockAsked: string[] = [];
const mockAnswers = new Map<string, () => { status: number; text: string } | undefined>();

jest.mock('./lone-student.ts', () => ({
  openConnections: async () => ({ destroy: () => mockAsked.push('connection closed') }),
  LoneStudent: class {
    async signIn() {
      return this.ask('POST', '/launch').then((answer) => answer?.status === 204);
    }
    async signOut() {
      await this.ask('POST', '/sign-out');
    }
    async ask(method: string, path: string) {
      mockAsked.push(`${method} ${path}`);
      const answer = mockAnswers.get(path);
      return answer ? answer() : { status: 204, text: '' };
    }
  },
}));

const json = (value: unknown) => () => ({ status: 200, text: JSON.stringify(value) });
const list = json({ courses: [{ id: 'art', materials: [{ id: 'reader' }], exams: [{ id: 'final' }] }] });

beforeEach(() => {
  mockAsked.length = 0;
  mockAnswers.clear();
  mockAnswers.set('/courses', list);
  mockAnswers.set('/exams/final/attempts', json({ attemptId: 'a1', questions: [{ id: 'q1' }] }));
});

const SIGN_IN = ['POST /launch', 'GET /courses', 'POST /exams/final/attempts'];
const ROUND = ['GET /courses', 'GET /courses/art/materials/reader', 'PUT /attempts/a1/answers/q1'];
const FAREWELL = ['POST /sign-out', 'connection closed'];

/** Lets the witness ask until it has asked for `requests` pages. */
async function witnessOf(requests: number): Promise<Witness> {
  const witness = new Witness({ outputs: { url: 'https://lms' }, launchKey: 'key', runId: 'run-1' });
  const signal = {
    get aborted() {
      return mockAsked.length >= requests;
    },
  };
  await witness.watch(signal as AbortSignal);
  return witness;
}

const toldBy = (witness: Witness) => witness.between(new Date(0), new Date(Date.now() + 1000));

describe('the witness', () => {
  afterEach(() => jest.restoreAllMocks());

  it('asks for what students ask for, and leaves no session', async () => {
    const told = toldBy(await witnessOf(9));
    expect(mockAsked).toEqual([
      ...SIGN_IN,
      'GET /courses/art/materials/reader',
      'PUT /attempts/a1/answers/q1',
      ...ROUND,
      'GET /courses',
      ...FAREWELL,
    ]);
    expect(told).toMatchObject({ requests: 6, failed: 0 });
  });

  it('goes on when it is not answered, and counts that', async () => {
    mockAnswers.set('/attempts/a1/answers/q1', () => undefined);
    mockAnswers.set('/courses/art/materials/reader', () => ({ status: 502, text: '' }));
    expect(toldBy(await witnessOf(9))).toMatchObject({ requests: 6, failed: 4 });
    expect(mockAsked.filter((asked) => asked === 'POST /launch')).toHaveLength(1);
  });

  it('signs in again when its session is lost', async () => {
    mockAnswers.set('/attempts/a1/answers/q1', () => ({ status: 401, text: '' }));
    await witnessOf(9);
    expect(mockAsked.slice(3, 9)).toEqual([
      'GET /courses/art/materials/reader',
      'PUT /attempts/a1/answers/q1',
      ...SIGN_IN,
      'GET /courses/art/materials/reader',
    ]);
  });

  it('tries to sign in until it can', async () => {
    let times = 0;
    mockAnswers.set('/launch', () => ({ status: ++times < 3 ? 503 : 204, text: '' }));
    expect(toldBy(await witnessOf(9))).toMatchObject({ failed: 2 });
  });

  it('counts a slow answer for the requests that it could not send meanwhile', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 250));
    const { responseTimes } = await witnessOf(4);
    // 250, 150 and 50 ms instead of one answer of 250 ms.
    expect(responseTimes.between(new Date(0), new Date(Date.now() + 1000))).toEqual({
      p50Ms: 150,
      p95Ms: 250,
      p99Ms: 250,
    });
  });
});
