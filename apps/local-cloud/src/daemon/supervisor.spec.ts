import type { Part } from '../types.ts';
import { Supervisor } from './supervisor.ts';

const journal: string[] = [];
const part = (name: string, other: Partial<Part> = {}): Part => ({
  name,
  start: async () => void journal.push(`${name} starts`),
  describe: () => `${name} is here`,
  stop: async () => void journal.push(`${name} stops`),
  ...other,
});
const supervise = (...parts: Part[]) =>
  new Supervisor(
    parts,
    (message) => journal.push(message),
    () => undefined,
    () => undefined,
    0.05,
  );

beforeEach(() => journal.splice(0));

it('starts the parts in their order and stops them in the opposite one', async () => {
  const supervisor = supervise(part('a'), part('b'));
  await supervisor.start();
  await supervisor.stop();
  expect(journal).toEqual(['a starts', 'b starts', 'b stops', 'a stops']);
});

it('stops what was started, and a part that could not start, when a start fails', async () => {
  const broken = part('b', { start: () => Promise.reject(new Error('port 1 is busy')) });
  const supervisor = supervise(part('a'), broken, part('c'));
  await expect(supervisor.start()).rejects.toThrow('port 1 is busy');
  await supervisor.stop();
  expect(journal).toEqual(['a starts', 'b stops', 'a stops']);
});

it('starts no other part once it is told to stop', async () => {
  const supervisor = supervise(part('a'), part('b'));
  const started = supervisor.start();
  await Promise.all([supervisor.stop(), started]);
  expect(journal).toEqual(['a starts', 'a stops']);
});

it('shows the problem of a tick until one succeeds', async () => {
  let works = false;
  const tick = async () => {
    if (!works) throw new Error('no answer');
  };
  const supervisor = supervise(part('a', { tick, secondsBetweenTicks: 0.01 }));
  const problemBecomes = async (problem: string | undefined) => {
    while (supervisor.status()[0]?.problem !== problem)
      await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await supervisor.start();
  await problemBecomes('no answer');
  works = true;
  await problemBecomes(undefined);
  await supervisor.stop();
  expect(journal).toEqual(['a starts', 'a: no answer', 'a works again', 'a stops']);
});

it('stops the others when one does not stop', async () => {
  const supervisor = supervise(part('a'), part('b', { stop: () => Promise.reject(new Error('stuck')) }));
  await supervisor.start();
  await supervisor.stop();
  expect(journal).toEqual(['a starts', 'b starts', 'b did not stop: Error: stuck', 'a stops']);
});

it('does not wait for ever for a part that hangs, in a tick or in its end', async () => {
  const hang = () => new Promise<void>(() => undefined);
  const supervisor = supervise(part('a'), part('b', { tick: hang, stop: hang }));
  await supervisor.start();
  await supervisor.stop();
  const hangs = 'did not stop: Error: it hangs since 0.05 s';
  expect(journal).toEqual(['a starts', 'b starts', `the ticks ${hangs}`, `b ${hangs}`, 'a stops']);
});
