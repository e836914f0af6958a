import { peakOf, signedIn, type K6Sample } from './k6-status.ts';

const sample = (signIns: number, signOuts: number, sessionsLost: number): K6Sample => ({
  at: new Date(0),
  signIns,
  signOuts,
  sessionsLost,
  requests: 0,
  requestsFailed: 0,
  p95Ms: 0,
});

describe('the students signed in', () => {
  it('are those who signed in, less those who signed out or lost their session', () => {
    expect(signedIn(sample(100, 10, 5))).toBe(85);
  });

  it('are as many as before when one loses the session and signs in again', () => {
    expect(signedIn(sample(101, 0, 1))).toBe(100);
  });

  it('peak at the largest sample, not at the last one and not at the sum of sign-ins', () => {
    expect(peakOf([sample(50, 0, 0), sample(100, 0, 0), sample(150, 60, 0), sample(150, 150, 0)])).toBe(100);
  });

  it('peak at none when k6 never answered', () => {
    expect(peakOf([])).toBe(0);
  });
});
