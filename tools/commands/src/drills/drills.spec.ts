import { select, type Drill } from './drills.ts';

const all: Drill[] = [
  { id: 'failover', title: 'Redis' },
  { id: 'rollout', title: 'Rollout' },
  { id: 'scale-in', title: 'Scale-in', nightly: true },
];
const ids = (...parameters: Parameters<typeof select>) => select(...parameters).map(({ id }) => id);

describe('the drills that are run', () => {
  it('are those of a day, and at night all', () => {
    expect(ids(all, {}, [])).toEqual(['failover', 'rollout']);
    expect(ids(all, { nightly: true }, [])).toEqual(['failover', 'rollout', 'scale-in']);
  });

  it('go on at the one that was interrupted', () => {
    expect(ids(all, { nightly: true }, ['failover'])).toEqual(['rollout', 'scale-in']);
  });

  it('are all of them again when all have passed', () => {
    expect(ids(all, {}, ['failover', 'rollout'])).toEqual(['failover', 'rollout']);
  });

  it('are those that are asked for, done or not', () => {
    expect(ids(all, { only: ['scale-in', 'failover'] }, ['failover'])).toEqual(['failover', 'scale-in']);
  });
});
