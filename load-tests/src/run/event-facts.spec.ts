import { factsOf } from './event-facts.ts';

const at = new Date(0);

describe('what was done on purpose', () => {
  it('is in the labels of the faults', () => {
    expect(
      factsOf([
        { at, kind: 'fault', label: 'task 1a2b3c4d gets SIGKILL' },
        { at, kind: 'recovery', label: 'the service is whole again' },
        { at, kind: 'fault', label: 'zone sa-east-1a is lost, with task 5e6f7a8b, task 9c0d1e2f, redis-001' },
        { at, kind: 'fault', label: 'revision lms:8 is rolled out, whose health check fails' },
      ]),
    ).toEqual({
      tasks: ['task 1a2b3c4d', 'task 5e6f7a8b', 'task 9c0d1e2f'],
      brokenRevisions: ['lms:8'],
      lostZones: ['sa-east-1a'],
      rolledOut: true,
    });
  });

  it('is nothing when only a change was asked for', () => {
    expect(factsOf([{ at, kind: 'change', label: 'revision lms:8 is rolled out' }])).toEqual({
      tasks: [],
      brokenRevisions: [],
      lostZones: [],
      rolledOut: true,
    });
  });
});
