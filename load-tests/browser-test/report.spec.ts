import { AxeBuilder } from '@axe-core/playwright';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { renderDrillsReport } from '../src/report/drills-report.ts';
import { renderReport } from '../src/report/report.ts';
import {
  crowdedReport,
  emptyReport,
  examReport,
  failedReport,
  failoverReport,
} from '../src/testing/example-reports.ts';
import { exampleReport } from '../src/testing/example-run.ts';
import { openPage, startBrowser } from './browser.ts';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const failed = failedReport(
  'ecs.zones',
  'tasks in sa-east-1a only, arn:aws:ecs:sa-east-1:123456789012:task/c/0a1b2c3d',
);

const reports = {
  'a run that passed': renderReport(exampleReport()),
  'a run that failed': renderReport(failed),
  'a run of which nothing is known': renderReport(emptyReport()),
  'a report over several drills': renderDrillsReport([
    { title: 'Redis loses its primary three times', data: failoverReport() },
    { title: 'A zone is lost', data: failed },
    { title: 'Tasks are killed', data: crowdedReport() },
    { title: 'The run was interrupted', data: emptyReport() },
    { title: 'An exam starts, announced', data: examReport('exam-start', { tasksAtStart: 4 }) },
    { title: 'An exam starts, unannounced', data: examReport('exam-start-burst', { tasksAtStart: 2 }) },
    { title: 'Not run yet' },
  ]),
};

const interruption = new AbortController();
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-browser-test-'));
  browser = await startBrowser(interruption.signal);
});

afterAll(async () => {
  interruption.abort();
  await browser.close();
  await rm(folder, { recursive: true });
});

describe.each(Object.entries(reports))('%s', (name, html) => {
  let url: string;

  beforeAll(async () => {
    const file = join(folder, `${name}.html`);
    await writeFile(file, html);
    url = pathToFileURL(file).href;
  });

  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });

  it.each([
    ['light', 'a desktop', 1280],
    ['dark', 'a phone', 390],
  ] as const)('is accessible and quiet in %s on %s', async (colorScheme, _device, width) => {
    const viewport = { width, height: 800 };
    const { page, complaints, requests } = await openPage(browser, url, { colorScheme, viewport });
    await openFirstTable(page);
    const { violations, passes } = await new AxeBuilder({ page }).withTags(WCAG_AA).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html: node }) => node)])).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('can be read without JavaScript', async () => {
    const { page } = await openPage(browser, url, { javaScriptEnabled: false });
    for (const heading of await page.locator('h1, h2').all()) expect(await heading.isVisible()).toBe(true);
    for (const chart of await page.locator('.wide svg').all()) expect(await chart.isVisible()).toBe(true);
    const opened = await openFirstTable(page);
    expect(await page.locator('details table:visible').count()).toBe(opened);
  });

  it('is printed on white, with the charts as on a wide screen and without their tables', async () => {
    const { page } = await openPage(browser, url, { viewport: { width: 640, height: 900 } });
    await openFirstTable(page);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe('rgb(255, 255, 255)');
    const charts = await page.locator('.wide').count();
    expect(await page.locator('.wide:visible').count()).toBe(charts);
    expect(await page.locator('.narrow:visible, figure details:visible').count()).toBe(0);
  });

  it.each([
    ['a phone', 390],
    ['a desktop', 1280],
  ])('needs no scrolling sideways on %s', async (_device, width) => {
    const { page } = await openPage(browser, url, { viewport: { width, height: 800 } });
    await openFirstTable(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});

/** @returns how many are open then: none where there is no chart */
async function openFirstTable(page: Page): Promise<0 | 1> {
  const [first] = await page.locator('figure summary').all();
  await first?.click();
  return first ? 1 : 0;
}
