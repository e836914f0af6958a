import type { ExamStartMeasured } from '../summary/exam-start.ts';
import {
  judgeBurst,
  judgeCapacityAhead,
  judgeExamErrors,
  judgeTaskSeconds,
  judgeUnprepared,
} from './exam-start.ts';

const scheduled: ExamStartMeasured = {
  requests: 240_000,
  failed: 240,
  tasksAtStart: 4,
  secondsHealthyAhead: 300,
  knowsWhenFull: true,
  secondsUntilFull: undefined,
  secondsToBurst: undefined,
  secondsToHealthyBurst: undefined,
  taskSeconds: 2_500,
  idealTaskSeconds: 2_000,
};
const burst = {
  ...scheduled,
  tasksAtStart: 2,
  secondsUntilFull: 40,
  secondsToBurst: 23,
  secondsToHealthyBurst: 60,
};
const promise = { minTasks: 2, evidence: 'emulated', mustBurst: true } as const;
const unprepared = { ...scheduled, tasksAtStart: 2 };

it('exam-start.errors holds up to one failure in a thousand, and not without requests', () => {
  expect(judgeExamErrors(scheduled)).toMatchObject({
    passed: true,
    observed: '240 of 240,000 requests failed',
  });
  expect(judgeExamErrors({ ...scheduled, failed: 241 }).passed).toBe(false);
  expect(judgeExamErrors({ ...scheduled, requests: 0, failed: 0 }).passed).toBe(false);
});

it("exam-start.capacity holds when the tasks of the stage's exam windows were healthy five minutes before", () => {
  const schedule = { minTasks: 2, examTasks: 4 };
  expect(judgeCapacityAhead(scheduled, schedule)).toMatchObject({
    passed: true,
    observed: '4 tasks, healthy 300 s before; its exam windows ask for 4',
  });
  expect(judgeCapacityAhead({ ...scheduled, secondsHealthyAhead: 299 }, schedule).passed).toBe(false);
  expect(judgeCapacityAhead({ ...scheduled, secondsHealthyAhead: undefined }, schedule).passed).toBe(false);
  expect(judgeCapacityAhead({ ...scheduled, tasksAtStart: 3 }, schedule).passed).toBe(false);
  expect(judgeCapacityAhead(scheduled, { minTasks: 2, examTasks: undefined })).toMatchObject({
    passed: false,
    observed: '4 tasks, healthy 300 s before; the stage has no exam window',
  });
});

it('exam-start.cost holds up to a quarter above the ideal, and not without an ideal', () => {
  expect(judgeTaskSeconds(scheduled, true)).toMatchObject({
    passed: true,
    observed: '2,500 task-seconds, 1.25 times the ideal 2,000',
  });
  expect(judgeTaskSeconds({ ...scheduled, taskSeconds: 2_501 }, true).passed).toBe(false);
  expect(judgeTaskSeconds({ ...scheduled, taskSeconds: 0 }, true).passed).toBe(false);
  expect(judgeTaskSeconds({ ...scheduled, idealTaskSeconds: undefined }, true).passed).toBe(false);
});

it('exam-start.cost does not expect fewer students to need all of the capacity', () => {
  expect(judgeTaskSeconds({ ...scheduled, taskSeconds: 4_000 }, false).passed).toBe(true);
  expect(judgeTaskSeconds({ ...scheduled, taskSeconds: 1_999 }, false).passed).toBe(false);
  expect(judgeTaskSeconds({ ...scheduled, idealTaskSeconds: undefined }, false).passed).toBe(false);
});

it('exam-start-burst.healthy holds when the tasks of the burst are healthy within a minute', () => {
  expect(judgeBurst(burst, promise)).toMatchObject({
    passed: true,
    observed: '2 tasks at first; full after 40 s; decided 23 s and all healthy 60 s after that',
  });
  const late = { ...burst, secondsToHealthyBurst: 61 };
  expect(judgeBurst(late, promise).passed).toBe(false);
  expect(judgeBurst(late, { ...promise, evidence: 'aws' }).passed).toBe(true);
  expect(judgeBurst({ ...burst, tasksAtStart: 4 }, promise).passed).toBe(false);
  expect(judgeBurst({ ...burst, secondsToHealthyBurst: undefined }, promise)).toMatchObject({
    passed: false,
    observed: '2 tasks at first; full after 40 s; decided 23 s after that, never all healthy',
  });
  expect(judgeBurst(unprepared, promise)).toMatchObject({
    passed: false,
    observed: '2 tasks at first; the burst policy did nothing',
  });
  expect(judgeBurst(unprepared, { ...promise, mustBurst: false }).passed).toBe(true);
  expect(judgeBurst(late, { ...promise, mustBurst: false }).passed).toBe(false);
});

it('exam-start-burst.healthy cannot be judged when CloudWatch has thrown away when the tasks were full', () => {
  expect(judgeBurst({ ...burst, knowsWhenFull: false }, promise)).toMatchObject({
    passed: false,
    observed: expect.stringContaining('less than a minute for 3 hours'),
  });
});

it('exam-start-unprepared.baseline holds when nobody prepared anything, whatever fails', () => {
  expect(judgeUnprepared({ ...unprepared, failed: 100_000 }, 2)).toMatchObject({
    passed: true,
    observed: '2 tasks at first, no burst; 100,000 of 240,000 requests failed',
  });
  expect(judgeUnprepared(burst, 2).passed).toBe(false);
  expect(judgeUnprepared(scheduled, 2).passed).toBe(false);
  expect(judgeUnprepared({ ...unprepared, requests: 0 }, 2).passed).toBe(false);
});

it.each([
  judgeExamErrors(undefined),
  judgeCapacityAhead(undefined, { minTasks: 2, examTasks: 4 }),
  judgeTaskSeconds(undefined, true),
  judgeBurst(undefined, promise),
  judgeUnprepared(undefined, 2),
])('nothing is proven by an exam that was not written to its end', (judgement) => {
  expect(judgement).toMatchObject({ passed: false, observed: 'the exam was not written to its end' });
});
