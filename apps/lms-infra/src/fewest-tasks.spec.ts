import { fewestTasksAt } from './fewest-tasks.ts';
import { stages } from './stages/index.ts';

describe('the fewest tasks', () => {
  // Production's morning window is from 07:30 to 12:30 in São Paulo, which is three hours behind UTC; its tasks come 15 minutes before.
  it.each([
    ['before the lead time', '2026-11-02T10:14:00Z', 3],
    ['in the lead time', '2026-11-02T10:15:00Z', 18],
    ['in the exam', '2026-11-02T15:29:00Z', 18],
    ['after the exam', '2026-11-02T15:30:00Z', 3],
    ['on a day without exams', '2026-11-01T13:00:00Z', 3],
  ])('of a deploy %s', (_when, moment, tasks) => {
    expect(fewestTasksAt(stages.production, new Date(moment))).toBe(tasks);
  });
});
