import type { FastifyInstance } from 'fastify';
import { createTestLms, signIn } from '../testing/test-lms.ts';

const slides = '/courses/mathematics/materials/slides';
const size = 1024 * 1024;

let app: FastifyInstance;
let cookie: string;
beforeEach(async () => {
  ({ app } = await createTestLms());
  cookie = await signIn(app);
});

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { cookie, ...headers } });

describe('the course list', () => {
  it('shows the student, courses, materials and exams, but no question', async () => {
    const response = await get('/courses');
    expect(response.json()).toMatchObject({
      student: 'student-000001',
      courses: [
        {
          id: 'mathematics',
          materials: expect.arrayContaining([{ id: 'slides', title: 'Slides', bytes: size }]),
          exams: [{ id: 'mathematics-final', title: 'Mathematics, final exam' }],
        },
        { id: 'physics' },
        { id: 'history' },
      ],
    });
    expect(response.body).not.toContain('question');
  });
});

describe('material', () => {
  it('is streamed whole', async () => {
    const response = await get(slides);
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload).toHaveLength(size);
    expect(response.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'content-type': 'text/plain; charset=utf-8',
    });
  });

  it.each([
    ['bytes=0-99', `bytes 0-99/${size}`, 100],
    ['bytes=-10', `bytes ${size - 10}-${size - 1}/${size}`, 10],
    [`bytes=${size - 5}-`, `bytes ${size - 5}-${size - 1}/${size}`, 5],
  ])('answers the range %s', async (range, contentRange, length) => {
    const response = await get(slides, { range });
    expect(response.statusCode).toBe(206);
    expect(response.headers['content-range']).toBe(contentRange);
    expect(response.rawPayload).toHaveLength(length);
  });

  it('refuses a range beyond its end', async () => {
    const response = await get(slides, { range: `bytes=${size}-` });
    expect(response.statusCode).toBe(416);
    expect(response.headers['content-range']).toBe(`bytes */${size}`);
  });

  it('is not sent again to whoever has it', async () => {
    const { etag } = (await get(slides)).headers;
    const response = await get(slides, { 'if-none-match': String(etag) });
    expect(response.statusCode).toBe(304);
    expect(response.body).toBe('');
  });

  it.each(['/courses/mathematics/materials/none', '/courses/mathematics/materials/..%2Fcatalog', '/nowhere'])(
    'is not found at %s',
    async (url) => {
      const response = await get(url);
      expect(response.statusCode).toBe(404);
      expect(response.json()).toEqual({ error: 'not-found' });
    },
  );
});
