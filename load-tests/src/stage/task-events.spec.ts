import { taskEvents } from './task-events.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 20, 0, second));
const arn = (id: string) => `arn:aws:ecs:sa-east-1:123456789012:task/c/${id}`;

describe("the tasks' part of the report", () => {
  it('is each task that was lost, with the reason, and the one that took its place', () => {
    const lost = {
      taskArn: arn('aaaaaaaa11'),
      stoppingAt: at(30),
      stoppedAt: at(32),
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 137 }],
    };
    const old = { taskArn: arn('bbbbbbbb22'), createdAt: at(0), startedAt: at(1) };
    const young = { taskArn: arn('cccccccc33'), createdAt: at(31), startedAt: at(36) };
    expect(taskEvents([lost], [old, young])).toEqual([
      {
        at: at(30),
        kind: 'fault',
        label: 'task aaaaaaaa is lost: Essential container in task exited (exit code 137)',
      },
      { at: at(36), kind: 'recovery', label: 'task cccccccc runs in its place' },
    ]);
    expect(taskEvents([], [old, young])).toEqual([]);
  });
});
