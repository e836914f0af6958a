import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleReport, record } from '../testing/example-run.ts';
import { findPreviousRun } from './previous-run.ts';

const { summary } = exampleReport();
let results: string;

beforeEach(async () => (results = await mkdtemp(join(tmpdir(), 'previous-run-'))));
afterEach(() => rm(results, { recursive: true }));

interface PastRun {
  readonly summary?: object;
  readonly record?: object;
}

async function past(name: string, run: PastRun = {}): Promise<void> {
  const folder = join(results, name);
  await mkdir(folder);
  await writeFile(join(folder, 'summary.json'), JSON.stringify({ ...summary, ...run.summary }));
  await writeFile(join(folder, 'run.json'), JSON.stringify({ ...record, ...run.record }));
}

const commitBefore = async () =>
  (await findPreviousRun(join(results, '2026-11-23T20-00-20-sessions'), summary, record))?.commit;

describe('the run before', () => {
  it('is the newest before this one', async () => {
    await past('2026-11-21T09-00-00-sessions', { summary: { commit: 'oldest' } });
    await past('2026-11-22T09-00-00-sessions', { summary: { commit: 'before' } });
    await past('2026-11-23T20-00-20-sessions', { summary: { commit: 'this one' } });
    await past('2026-11-24T09-00-00-sessions', { summary: { commit: 'later' } });
    expect(await commitBefore()).toBe('before');
  });

  it('says when it was and whether it passed', async () => {
    const startedAt = new Date('2026-11-22T09:00:12Z');
    await past('2026-11-22T09-00-00-sessions', { summary: { passed: false }, record: { startedAt } });
    const folder = join(results, '2026-11-23T20-00-20-sessions');
    expect(await findPreviousRun(folder, summary, record)).toMatchObject({ startedAt, passed: false });
  });

  it.each<[string, PastRun]>([
    ['another workload', { summary: { workload: 'long-sessions' } }],
    ['another stage', { summary: { stage: 'preview' } }],
    ['other evidence', { summary: { evidence: 'aws' } }],
    ['another number of students', { record: { sessions: 500 } }],
  ])('is none of %s', async (_what, run) => {
    await past('2026-11-22T09-00-00-sessions', run);
    expect(await commitBefore()).toBeUndefined();
  });

  it('may be older than some of the figures', async () => {
    await past('2026-11-22T09-00-00-sessions', { summary: { redis: undefined, requests: null } });
    expect(await commitBefore()).toBe(summary.commit);
  });

  it('is not one that is broken, or has not ended', async () => {
    await past('2026-11-21T09-00-00-sessions', { summary: { commit: 'whole' } });
    await mkdir(join(results, '2026-11-22T09-00-00-sessions'));
    await past('2026-11-22T10-00-00-sessions');
    await writeFile(join(results, '2026-11-22T10-00-00-sessions/summary.json'), '{ "workload": "sess');
    await writeFile(join(results, '2026-11-22T11-00-00-sessions'), 'a file');
    expect(await commitBefore()).toBe('whole');
  });
});
