import { perMinute } from '../testing/example-run.ts';
import { addUp, highest, maxOf, minOf, sumOf, zeroWhereMissing } from './series.ts';

describe('series', () => {
  it('are combined minute by minute, whichever has a datapoint', () => {
    const [long, short] = [perMinute(1, 2, 3), perMinute(10, 1)];
    expect(addUp([long, short])).toEqual(perMinute(11, 3, 3));
    expect(highest([long, short])).toEqual(perMinute(10, 2, 3));
  });

  it('have no extreme when they are empty', () => {
    expect([maxOf([]), minOf([]), sumOf([])]).toEqual([undefined, undefined, 0]);
  });

  it('take an error count that was not published for zero only where there were requests', () => {
    const requests = perMinute(100, 100, 100);
    expect(zeroWhereMissing([], requests)).toEqual(perMinute(0, 0, 0));
    expect(zeroWhereMissing(perMinute(5), requests)).toEqual(perMinute(5, 0, 0));
    expect(zeroWhereMissing([], [])).toEqual([]);
  });
});
