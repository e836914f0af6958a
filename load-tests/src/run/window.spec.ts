import { lastFullMinute, windowOf } from './window.ts';

const time = (text: string) => new Date(`2026-11-23T${text}Z`);

describe("the run's window", () => {
  const window = windowOf(time('20:00:20'), time('20:07:42'));

  it('holds every minute that the run touched', () => {
    expect(window).toEqual({ start: time('20:00:00'), end: time('20:08:00') });
  });

  it('is complete with the last minute that lies wholly in the run', () => {
    expect(lastFullMinute(window, time('20:07:42'))).toEqual(time('20:06:00'));
  });

  it('is complete with its first minute when the run was shorter than one', () => {
    expect(lastFullMinute(windowOf(time('20:00:20'), time('20:00:50')), time('20:00:50'))).toEqual(
      time('20:00:00'),
    );
  });
});
