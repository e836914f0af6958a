import { usesAgainst } from './in-use.ts';
import { stages } from './stages/index.ts';

/** A Monday at 10:00 in São Paulo, within production's morning window, and at 14:00, within none. */
const exam = new Date('2026-11-02T13:00:00Z');
const afternoon = new Date('2026-11-02T17:00:00Z');

describe('a destroy', () => {
  const destroy = (now: Date, healthyTargets = 0, requests = 0) =>
    usesAgainst('destroy', stages.production, now, { healthyTargets, requests });

  it('waits until an exam window is over', () => {
    expect(destroy(exam)).toEqual(['the exam window morning ends at 12:30 in São Paulo']);
  });

  it('waits until students have gone', () => {
    expect(destroy(afternoon, 3, 12_000)).toEqual([
      '3 healthy tasks were sent 12000 requests within 15 minutes',
    ]);
  });

  it.each([
    ['whose tasks nobody asks', 3, 0],
    ['that cannot answer', 0, 12_000],
  ])('is let through for a deployment %s', (_which, healthyTargets, requests) => {
    expect(destroy(afternoon, healthyTargets, requests)).toEqual([]);
  });

  it('is let through for what was never deployed', () => {
    expect(usesAgainst('destroy', stages.preview, exam, undefined)).toEqual([]);
  });
});

describe('a deploy', () => {
  it('of production waits until an exam window is over, whatever the traffic', () => {
    expect(usesAgainst('deploy', stages.production, exam, undefined)).toHaveLength(1);
    expect(usesAgainst('deploy', stages.production, afternoon, undefined)).toEqual([]);
  });

  it('of preview never waits', () => {
    const { examWindows } = stages.production;
    expect(usesAgainst('deploy', { ...stages.preview, examWindows }, exam, undefined)).toEqual([]);
  });
});
