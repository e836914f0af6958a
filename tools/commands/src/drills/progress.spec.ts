import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrillProgress } from './progress.ts';

const subject = { commit: '4f66994', sessions: null };
const failover = { id: 'failover', folder: '2026-11-25T20-00-00-failover', passed: false };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'drills-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const idsDone = (of = subject) => new DrillProgress(folder, of).finished.map(({ id }) => id);

it('a drill that was finished is remembered by the next run, with its last verdict', () => {
  const progress = new DrillProgress(folder, subject);
  progress.add(failover);
  progress.add({ ...failover, passed: true });
  expect(new DrillProgress(folder, subject).finished).toEqual([{ ...failover, ...subject, passed: true }]);
});

it('a drill of another commit, or with other students, is not done', () => {
  new DrillProgress(folder, subject).add(failover);
  expect(idsDone()).toEqual(['failover']);
  expect(idsDone({ ...subject, commit: '8a76a6f' })).toEqual([]);
  expect(new DrillProgress(folder, { ...subject, sessions: 200 }).finished).toEqual([]);
});

it('what another version has written counts for nothing', () => {
  writeFileSync(join(folder, 'progress.json'), JSON.stringify([failover]));
  expect(idsDone()).toEqual([]);
});
