import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments } from './arguments.ts';
import { Progress, select } from './progress.ts';
import { sabotages } from './sabotages/index.ts';
import type { Verdict } from './verdict.ts';

const folder = mkdtempSync(join(tmpdir(), 'sabotage-progress-'));
afterAll(() => rmSync(folder, { recursive: true }));

const verdict = (id: string, passed = true): Verdict => ({
  id,
  title: id,
  stack: 'service',
  passed,
  by: 'deploy',
  exitCode: 4,
  line: 'why',
  seconds: 10,
  finishedAt: '2026-11-23T20:00:00Z',
});
const ids = (chosen: readonly { readonly id: string }[]) => chosen.map(({ id }) => id);
const all = ids(sabotages);

describe('an interrupted series', () => {
  it('goes on after the last finished sabotage, and knows which stacks are still broken', () => {
    const first = new Progress(folder);
    first.setBroken(['edge', 'edge']);
    first.add(verdict(all[0] ?? ''));
    first.add(verdict(all[1] ?? '', false));
    const second = new Progress(folder);
    expect(second.broken).toEqual(['edge']);
    expect(ids(select(sabotages, {}, second.verdicts))).toEqual(all.slice(2));
    expect(readFileSync(join(folder, 'results.md'), 'utf8')).toContain(`| ${all[1]} | service | FAILED |`);
  });

  it('begins anew when it is told to, and still knows what is broken', () => {
    const progress = new Progress(folder);
    progress.restart();
    expect(ids(select(sabotages, {}, new Progress(folder).verdicts))).toEqual(all);
    expect(new Progress(folder).broken).toEqual(['edge']);
  });

  it('replaces the verdict of a sabotage that is run again', () => {
    const progress = new Progress(folder);
    progress.add(verdict('memory', false));
    progress.add(verdict('memory'));
    expect(new Progress(folder).verdicts).toMatchObject([{ id: 'memory', passed: true }]);
  });
});

describe('the sabotages that are run', () => {
  it('are those that were asked for', () => {
    const { only, from } = parseArguments(['--only', 'memory,redis-port']) ?? {};
    expect(ids(select(sabotages, { only, from }, [verdict('memory')]))).toEqual(['redis-port', 'memory']);
    expect(ids(select(sabotages, { from: 'posix-user' }, []))).toEqual(all.slice(all.indexOf('posix-user')));
  });

  it('are refused when there is no such one', () => {
    expect(() => parseArguments(['--from', 'nonsense'])).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining('there is no sabotage nonsense'),
      }),
    );
  });
});
