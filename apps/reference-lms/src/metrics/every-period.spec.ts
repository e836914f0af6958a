import { everyPeriod } from './every-period.ts';

beforeEach(() => jest.useFakeTimers({ now: new Date('2026-11-23T12:00:03.500Z') }));
afterEach(() => jest.useRealTimers());

const seconds = (starts: readonly Date[]) => starts.map((start) => start.getUTCSeconds());

it('calls at the end of every whole period of the clock, with its start', () => {
  const starts: Date[] = [];
  everyPeriod(10_000, (start) => starts.push(start));
  jest.advanceTimersByTime(6_499);
  expect(starts).toEqual([]);
  jest.advanceTimersByTime(20_001);
  expect(starts).toEqual([
    new Date('2026-11-23T12:00:00Z'),
    new Date('2026-11-23T12:00:10Z'),
    new Date('2026-11-23T12:00:20Z'),
  ]);
});

it('calls once for a period whose timer fires before the clock says so', () => {
  const starts: Date[] = [];
  everyPeriod(10_000, (start) => starts.push(start));
  jest.setSystemTime(new Date('2026-11-23T12:00:03.498Z'));
  jest.advanceTimersByTime(6_600);
  expect(seconds(starts)).toEqual([0]);
});

it('leaves out periods in which the process was too busy', () => {
  const starts: Date[] = [];
  everyPeriod(10_000, (start) => {
    starts.push(start);
    if (starts.length === 1) jest.setSystemTime(new Date('2026-11-23T12:00:34Z'));
  });
  jest.advanceTimersByTime(6_500);
  jest.advanceTimersByTime(6_000);
  expect(seconds(starts)).toEqual([0, 30]);
});

it('ends', () => {
  const callback = jest.fn();
  const end = everyPeriod(10_000, callback);
  end();
  jest.advanceTimersByTime(60_000);
  expect(callback).not.toHaveBeenCalled();
});
