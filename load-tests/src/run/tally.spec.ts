import { Tally } from './tally.ts';

const at = (seconds: number) => new Date(seconds * 1000);
const written = (message: string) =>
  `time="2026-11-28T08:00:00Z" level=info msg=${message.includes(' ') ? `"${message}"` : message} source=console`;

function tallyOf(...messages: readonly string[]): Tally {
  const tally = new Tally();
  messages.forEach((message, index) => tally.read(written(message), at(index)));
  return tally;
}

describe('what students tell', () => {
  it('is counted', () => {
    const tally = tallyOf('request 12.5', 'sign-in', 'request 3', 'failure', 'session-lost');
    expect(tally.sample(at(9))).toEqual({
      at: at(9),
      signedIn: 0,
      sessionsLost: 1,
      requests: 2,
      requestsFailed: 1,
    });
    expect(tally.startedAt).toEqual(at(0));
    expect(tally.responseTimes.between(at(0), at(9))).toMatchObject({ p50Ms: 3, p95Ms: 12.5 });
  });

  it('tells the most who were signed in at once, not the last number and not the sum', () => {
    expect(tallyOf('sign-in', 'sign-in', 'sign-out', 'sign-in', 'sign-out', 'sign-out').peak).toBe(2);
  });

  it('counts a student once who loses the session and signs in again', () => {
    const { peak } = tallyOf('sign-in', 'session-lost', 'sign-in');
    expect(peak).toBe(1);
  });

  it.each([
    'time="2026-11-28T08:00:00Z" level=warning msg="Request Failed" error="Get \\"https://lms\\": EOF"',
    written('request many'),
    written('somebody prints'),
    written('request 12').slice(0, -4),
    `${written('request 12').slice(0, 50)}${written('request 13')}`,
    '',
  ])('is no other line, nor one that is broken: %s', (text) => {
    const tally = new Tally();
    expect(tally.read(text)).toBe(false);
    expect(tally.sample().requests).toBe(0);
  });
});
