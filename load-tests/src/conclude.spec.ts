import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conclude } from './conclude.ts';
import { createResultsFolder } from './run/results-folder.ts';
import { readSettings } from './settings.ts';
import { createClients } from './stage/clients.ts';
import { record } from './testing/example-run.ts';

jest.mock('./run/assertions-run.ts', () => ({ runAssertions: jest.fn() }));

let project: string;
beforeEach(() => (project = mkdtempSync(join(tmpdir(), 'conclude-'))));
afterEach(() => {
  rmSync(project, { recursive: true });
  jest.restoreAllMocks();
});

/** Concludes a run of a stage that does not answer any more. */
async function concludeWithoutStage(signal: AbortSignal) {
  const clients = createClients(record.outputs);
  for (const client of Object.values(clients))
    jest
      .spyOn(client as { send: () => Promise<never> }, 'send')
      .mockRejectedValue(new Error('connection refused'));
  const folder = await createResultsFolder(project, record.workload);
  const run = {
    project,
    folder,
    settings: readSettings({}),
    record,
    clients,
    print: () => undefined,
    signal,
  };
  return { folder, summary: await conclude(run) };
}

it('a run whose stage has disappeared has a summary and a report, in which nothing holds', async () => {
  const { folder, summary } = await concludeWithoutStage(new AbortController().signal);
  expect(summary.passed).toBe(false);
  expect(summary.assertions.length).toBeGreaterThan(10);
  for (const { passed, observed } of summary.assertions)
    expect([passed, observed]).toEqual([false, expect.stringContaining('connection refused')]);
  expect(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))).toMatchObject({ passed: false });
  expect(existsSync(join(folder, 'report.html'))).toBe(true);
});

it('so has a run that was interrupted', async () => {
  const { summary } = await concludeWithoutStage(AbortSignal.abort());
  expect(summary.assertions[0]?.observed).toContain('interrupted');
});
