import type { LmsClient } from '../lms-client.ts';
import { JITTER, SECONDS_BETWEEN_REQUESTS } from '../pacing.ts';
import { journey } from './exam-then-rest.ts';

/** Of an Application Load Balancer, by default. */
const IDLE_TIMEOUT_SECONDS = 60;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('a student who rests asks before the load balancer closes the connection', () => {
  const course = jest.fn().mockReturnValue(undefined);
  const lms: Partial<LmsClient> = { course };
  const times = { startedAt: Date.now(), rampSeconds: 120, holdSeconds: 1_800 };
  let step = journey(lms as LmsClient, 0, times)();
  jest.advanceTimersByTime(600_000);
  const requests: number[] = [];
  for (let slot = 0; slot < 50; slot++) {
    const before = course.mock.calls.length;
    step = step();
    if (course.mock.calls.length > before) requests.push(slot);
  }
  const slots = requests.slice(1).map((slot, index) => slot - (requests[index] ?? 0));
  expect(Math.min(...slots)).toBeGreaterThan(1);
  expect((Math.max(...slots) + 2 * JITTER) * SECONDS_BETWEEN_REQUESTS).toBeLessThan(IDLE_TIMEOUT_SECONDS);
});
