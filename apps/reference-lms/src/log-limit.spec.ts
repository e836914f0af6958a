import { LogLimit } from './log-limit.ts';

describe('the limit of log lines', () => {
  it('lets so many through per second and says how many it left out', () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(10_000);
    const limit = new LogLimit(2);
    const lines: number[] = [];
    for (let i = 0; i < 5; i += 1) limit.pass((suppressed) => lines.push(suppressed));
    expect(lines).toEqual([0, 0]);
    clock.mockReturnValue(11_000);
    limit.pass((suppressed) => lines.push(suppressed));
    expect(lines).toEqual([0, 0, 3]);
    clock.mockRestore();
  });
});
