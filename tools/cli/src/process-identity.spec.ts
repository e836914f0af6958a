import { identify, isRunning, parseStat, signalProcess } from './process-identity.ts';

/** Fields of `/proc/<pid>/stat` from the third on; the start time is the 22nd. */
const fields = (state: string) => [state, ...Array.from({ length: 18 }, () => '0'), '4711', '0'].join(' ');

it('reads the start time even when the command holds spaces and parentheses', () => {
  expect(parseStat(7, `7 (node (x) y) ${fields('S')}`)).toEqual({ pid: 7, startTime: '4711' });
});

it('takes unreaped remains for no process', () => {
  expect(parseStat(7, `7 (node) ${fields('Z')}`)).toBeUndefined();
});

it('knows this process, and not another one with its pid', () => {
  const own = identify(process.pid);
  expect(own && isRunning(own)).toBe(true);
  expect(isRunning({ pid: process.pid, startTime: '1' })).toBe(false);
});

it('does not mind that a process to be ended has ended already', () => {
  const ended = { pid: 2 ** 30, startTime: '1' };
  expect(() => signalProcess(ended, 'SIGTERM')).not.toThrow();
});
