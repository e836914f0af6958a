import { after, exampleReport, minute } from '../testing/example-run.ts';
import { clock, minutes, momentAt, ticks, timeAxisOf, type TimeAxis } from './time-axis.ts';

const axis = timeAxisOf(exampleReport());

describe('the time axis', () => {
  it('counts from the first student on', () => {
    expect([after(-3), after(0), after(286)].map((at) => clock(at, axis))).toEqual(['-0:03', '0:00', '4:46']);
    expect(momentAt(minutes(after(286), axis), axis)).toEqual(after(286));
  });

  it('reaches as far as the last event, which may come after the last minute', () => {
    const data = exampleReport();
    expect(axis.end).toEqual(minute(8));
    const late = { at: after(600), kind: 'recovery' as const, label: 'task 0a1b2c3d runs in its place' };
    expect(timeAxisOf({ ...data, taskEvents: [late] }).end).toEqual(after(600));
  });

  it.each([
    ['a run of seven minutes', -20, 460, ['0:00', '1:00', '2:00', '3:00', '4:00', '5:00', '6:00', '7:00']],
    ['a run of two minutes', -20, 100, ['0:00', '0:30', '1:00', '1:30']],
    ['a run of an hour', -20, 3700, ['0:00', '10:00', '20:00', '30:00', '40:00', '50:00', '60:00']],
  ])('is written at few whole minutes of %s, or at halves', (_what, start, end, expected) => {
    const times: TimeAxis = { start: after(start), end: after(end), origin: after(0), events: [] };
    expect(ticks(times, 10).map((at) => clock(at, times))).toEqual(expected);
  });
});
