import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleReport } from '../testing/example-run.ts';
import { readReportData, writeReportData } from './report-data.ts';

describe('what a report is made of', () => {
  it('can be read again after the stage is gone, dates included', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'report-data-'));
    await writeReportData(folder, exampleReport());
    expect(await readReportData(folder)).toEqual(exampleReport());
    await rm(folder, { recursive: true });
  });
});
