import { evenly, SECONDS_BETWEEN_REQUESTS, secondsToNextRequest } from './pacing.ts';

/** When a student asks, if every answer takes `answerSeconds` and chance always says `random(request)`. */
function requestTimes(seconds: number, answerSeconds: number, random: (request: number) => number): number[] {
  const times: number[] = [];
  for (let now = 0; now < seconds;) {
    times.push(now);
    now += answerSeconds;
    now += secondsToNextRequest(now, random(times.length));
  }
  return times;
}

describe('the pace of a student', () => {
  // Ends half an interval before the next request is due, so that jitter cannot move one in or out.
  const TEN_MINUTES = 594;

  it.each([0, 0.5, 0.999])('is five requests a minute, whatever chance says (%d)', (random) => {
    expect(requestTimes(TEN_MINUTES, 0.05, () => random)).toHaveLength(50);
  });

  it('does not depend on how long an answer takes, within a slot', () => {
    expect(requestTimes(TEN_MINUTES, 5, () => 0.5)).toEqual(requestTimes(TEN_MINUTES, 0.01, () => 0.5));
  });

  it('moves a request by a quarter of the interval at most', () => {
    const times = requestTimes(TEN_MINUTES, 0, (request) => (request % 2 === 0 ? 0 : 1));
    for (const [slot, time] of times.entries())
      expect(Math.abs(time - slot * SECONDS_BETWEEN_REQUESTS)).toBeLessThanOrEqual(3);
    expect(times).toHaveLength(50);
  });

  it('leaves out the slots that a slow answer took, instead of a burst', () => {
    expect(secondsToNextRequest(25, 0.5)).toBe(11);
    expect(secondsToNextRequest(119, 0.5)).toBeLessThanOrEqual(13);
  });
});

describe('arrivals', () => {
  it('are spread evenly over the ramp', () => {
    expect([0, 1, 2, 3].map((index) => evenly(index, 4, 120))).toEqual([0, 30, 60, 90]);
  });
});
