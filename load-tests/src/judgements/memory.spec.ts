import { emptyTimeline } from '../metrics/timeline.ts';
import { scalingMoments } from '../summary/scaling-times.ts';
import { after, capacity, perMinute, scaling as byCpu } from '../testing/example-run.ts';
import { judgeIdleCpu, judgeMemoryDecision, judgeRelief, type MemoryRun } from './memory.ts';

const timeline = {
  ...emptyTimeline,
  memoryPercent: perMinute(30, 60, 78, 80, 80, 70, 62, 61, 61, 90),
  cpuPercent: perMinute(10, 22, 15, 14, 14, 12, 10, 10, 10, 9),
};

/** The CPU policy acted 286 s after the first student came. */
const scaling = {
  ...byCpu,
  activities: byCpu.activities.map((activity) => ({
    ...activity,
    cause: activity.cause.replace('cpu-target', 'memory-target').replace('AlarmHigh-1', 'AlarmHigh-2'),
  })),
};

/** Students leave from 20:09 on. */
function run(change: Partial<Omit<MemoryRun, 'moments'>> = {}): MemoryRun {
  const measured = {
    timeline,
    scaling,
    heldUntil: after(520),
    mustScale: true,
    evidence: 'emulated' as const,
    ...change,
  };
  return { ...measured, moments: scalingMoments(measured.timeline, measured.scaling, capacity) };
}

const quiet = { ...scaling, activities: [] };
const low = { ...timeline, memoryPercent: perMinute(30, 40, 40, 40, 40, 40, 40, 40) };

describe('memory.decision', () => {
  it('holds when the memory policy added tasks that became healthy', () => {
    const { passed, observed } = judgeMemoryDecision(run());
    expect(passed).toBe(true);
    expect(observed).toContain('memory peaked at 90 %; decided after 186 s, healthy after 15 s');
    expect(observed).toContain('policy memory-target');
  });

  it.each([
    ['the CPU policy added them', { scaling: byCpu }],
    ['nobody added any', { scaling: quiet }],
    ['the load was too small', { scaling: quiet, timeline: low }],
    ['no memory was measured', { timeline: emptyTimeline }],
    [
      'it was decided too late',
      { timeline: { ...timeline, memoryPercent: perMinute(30, 78, 78, 80, 80, 70, 62, 61, 61, 90) } },
    ],
    ['few students should have been enough', { scaling: quiet, mustScale: false }],
  ])('fails when %s', (_what, change) => {
    expect(judgeMemoryDecision(run(change)).passed).toBe(false);
  });

  it('lets fewer students leave the service as it is', () => {
    const few = run({ scaling: quiet, timeline: low, mustScale: false });
    expect(judgeMemoryDecision(few).passed).toBe(true);
    expect(judgeRelief(few).passed).toBe(true);
  });
});

describe('memory.cpu', () => {
  it('holds while CPU is low, also when it was high while students arrived', () => {
    const arrival = { ...timeline, cpuPercent: perMinute(10, 61, 15, 14, 14, 12, 10, 10, 10, 9) };
    expect(judgeIdleCpu(run({ timeline: arrival }))).toMatchObject({
      passed: true,
      observed: 'CPU peaked at 15 % since then, scaling activities because of it: 0',
    });
  });

  it.each([
    [
      'CPU was above its target while memory was',
      { timeline: { ...timeline, cpuPercent: perMinute(10, 22, 61, 14) } },
    ],
    ['the CPU policy acted', { scaling: byCpu }],
    ['no CPU was measured', { timeline: { ...timeline, cpuPercent: [] } }],
  ])('fails when %s', (_what, change) => {
    expect(judgeIdleCpu(run(change)).passed).toBe(false);
  });
});

describe('memory.relief', () => {
  it('holds when memory falls below its target under the same students', () => {
    expect(judgeRelief(run())).toMatchObject({
      passed: true,
      observed: 'at most 62 % in the 3 minutes after that',
    });
  });

  it.each([
    [
      'it stays high',
      { timeline: { ...timeline, memoryPercent: perMinute(30, 60, 78, 80, 80, 80, 80, 80) } },
    ],
    ['no task was added', { scaling: quiet }],
    ['students left too early to see it', { heldUntil: after(380) }],
  ])('fails when %s', (_what, change) => {
    expect(judgeRelief(run(change)).passed).toBe(false);
  });
});
