import { ResponseTimes } from './response-times.ts';

const second = (seconds: number) => new Date(seconds * 1000);

describe('response times', () => {
  it('are told as percentiles of the answers that came in a span of time', () => {
    const times = new ResponseTimes();
    times.add(9_000, 0);
    for (let index = 1; index <= 100; index++) times.add(101 - index, 1000 + index);
    times.add(9_000, 2000);
    expect(times.between(second(1), second(2))).toEqual({ p50Ms: 50, p95Ms: 95, p99Ms: 99 });
  });

  it('are the only one where there is one', () => {
    const times = new ResponseTimes();
    times.add(7, 1000);
    expect(times.between(second(1), second(2))).toEqual({ p50Ms: 7, p95Ms: 7, p99Ms: 7 });
  });

  it('are unknown where nothing was answered', () => {
    const times = new ResponseTimes();
    times.add(7, 1000);
    expect(times.between(second(2), second(3))).toBeUndefined();
  });
});
