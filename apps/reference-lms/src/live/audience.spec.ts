import { Audience } from './audience.ts';

const residentMiB = () => process.memoryUsage.rss() / 2 ** 20;

describe('an audience', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('takes memory for each student who waits, and gives it back when nobody asks again', async () => {
    const audience = new Audience({ memoryMiB: 400, boardKiB: 1024 });
    const before = residentMiB();
    const seats = Array.from({ length: 400 }, (_, student) => audience.takeSeat(`${student}`));
    const full = residentMiB();
    // Half of it: whatever else this process takes or gives back meanwhile is far less.
    expect(full - before).toBeGreaterThan(200);
    seats.forEach((seat) => seat?.leave());
    await Promise.all(seats.map((seat) => seat?.over));
    expect(Math.abs(full - residentMiB())).toBeLessThan(100);
    jest.advanceTimersByTime(2_000);
    expect(full - residentMiB()).toBeGreaterThan(200);
  });

  it('gives the memory of who has left to who comes next', async () => {
    const audience = new Audience({ memoryMiB: 400, boardKiB: 1024 });
    const seats = Array.from({ length: 400 }, (_, student) => audience.takeSeat(`${student}`));
    seats.forEach((seat) => seat?.leave());
    await Promise.all(seats.map((seat) => seat?.over));
    const full = residentMiB();
    const next = Array.from({ length: 400 }, (_, student) => audience.takeSeat(`${student}`));
    expect(residentMiB() - full).toBeLessThan(100);
    expect(next).not.toContain(undefined);
    jest.advanceTimersByTime(2_000);
    expect(full - residentMiB()).toBeLessThan(100);
    next.forEach((seat) => seat?.leave());
  });

  it('is never larger than the memory allows', async () => {
    const audience = new Audience({ memoryMiB: 1, boardKiB: 300 });
    const seats = ['1', '2', '3'].map((student) => audience.takeSeat(student));
    expect(seats).not.toContain(undefined);
    expect(audience.takeSeat('4')).toBeUndefined();
    seats[1]?.leave();
    await seats[1]?.over;
    const next = audience.takeSeat('5');
    expect(next).toBeDefined();
    [seats[0], seats[2], next].forEach((seat) => seat?.leave());
  });

  it('gives each student one seat, so that nobody takes them all', async () => {
    const audience = new Audience({ memoryMiB: 1, boardKiB: 300 });
    const seats = Array.from({ length: 10 }, () => audience.takeSeat('one'));
    expect(seats).not.toContain(undefined);
    await Promise.all(seats.slice(0, -1).map((seat) => seat?.over));
    const others = ['two', 'three'].map((student) => audience.takeSeat(student));
    expect(others).not.toContain(undefined);
    [seats.at(-1), ...others].forEach((seat) => seat?.leave());
  });
});
