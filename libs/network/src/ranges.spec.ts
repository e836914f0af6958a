import { rangesOverlap } from './ranges.ts';

describe('two ranges', () => {
  it.each([
    ['10.20.0.0/16', '10.20.0.0/16'],
    ['10.20.0.0/16', '10.20.255.0/24'],
    ['10.0.0.0/8', '10.30.0.0/16'],
  ])('overlap whichever comes first: %s and %s', (one, other) => {
    expect([rangesOverlap(one, other), rangesOverlap(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['10.20.0.0/16', '10.21.0.0/16'],
    ['10.20.0.0/17', '10.20.128.0/17'],
  ])('do not overlap side by side: %s and %s', (one, other) => {
    expect([rangesOverlap(one, other), rangesOverlap(other, one)]).toEqual([false, false]);
  });
});
