import { parseHTML } from 'linkedom';
import { crowdedReport, emptyReport, failedReport, failoverReport } from '../testing/example-reports.ts';
import { exampleReport, owed } from '../testing/example-run.ts';
import type { ReportData } from './report-data.ts';
import { renderReport } from './report.ts';

const data = exampleReport();
const open = (report: ReportData) => parseHTML(renderReport(report)).document;
const page = open(data);
const failover = open(failoverReport());
const empty = open(emptyReport());
const tidy = (text: string | null | undefined) => text?.replace(/\s+/g, ' ').trim();
const text = (selector: string, document = page) => tidy(document.querySelector(selector)?.textContent);
const texts = (selector: string, document = page) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => tidy(textContent));

describe('the report', () => {
  it('says first where the evidence comes from, the verdict, and what happened', () => {
    expect(text('.evidence b')).toBe('emulated');
    expect(text('h1')).toBe('Passed');
    expect(text('.headline')).toBe(
      '10,000 students were signed in at once, none lost the session, 0.003 % of 325,550 requests failed. ' +
        'The service grew from 2 to 4 tasks.',
    );
    expect(page.title).toBe('Passed: sessions on local');
  });

  it('answers each question in a line, which leads to the whole answer', () => {
    expect(texts('.glance li')).toEqual([
      'Passed Are 10,000 students served? What the deployed system did.',
      'Passed Does it scale? What the deployed system did.',
      'Passed Are sessions kept in Redis? What the deployed system did.',
      'Passed Is the service sound? What the deployed system did.',
    ]);
    for (const link of page.querySelectorAll('.glance a'))
      expect(text(link.getAttribute('href') ?? '')).toBe(tidy(link.textContent));
  });

  it('shows every assertion with expected and observed', () => {
    const rows = [...page.querySelectorAll('.listing tbody tr')];
    expect(rows.map((row) => row.querySelector('code')?.textContent)).toEqual(owed);
    for (const row of rows) {
      expect(row.textContent).toContain('what the deployed system should do');
      expect(row.textContent).toContain('what the deployed system did');
    }
  });

  it('puts what failed first, and says it in a word as well as by colour', () => {
    const failed = open(failedReport('ecs.zones', 'tasks in sa-east-1a'));
    expect(text('h1', failed)).toBe('Failed');
    expect(text('.headline', failed)).toContain(`1 of ${owed.length} assertions failed.`);
    expect(text('.glance li', failed)).toBe('Failed Is the service sound? Tasks in sa-east-1a.');
    expect(text('.listing tbody tr', failed)).toMatch(/^fails .*ecs\.zones .*tasks in sa-east-1a$/);
  });

  it('begins with what the workload proves beside what every workload does', () => {
    expect(text('.answer h2', failover)).toBe('Does it survive the loss of the primary of Redis?');
    expect(text('.answer .sentence', failover)).toBe(
      'Passed 3 failovers: no session could be written for at most 2.2 s, 0 acknowledged writes were lost.',
    );
  });

  it('shows a figure with its limit, and how it was before', () => {
    const figures = texts('.answer .figures div', failover);
    expect(figures).toContain(
      'Longest time without a session write 2.2 s limit: at most 5 s in 3 failovers 0.2 s less than before (2.4 s)',
    );
    expect(figures).toContain('Acknowledged writes lost 0 limit: 0 as before');
  });

  it('says what it compares the run with, if there is anything', () => {
    expect(texts('.facts')).toContain(
      'The first run of this workload with 10,000 students here: there is nothing to compare it with',
    );
    expect(texts('.facts', failover)).toContain(
      'Compared with the run before: 2026-11-22 20:00 UTC, commit 0123456789ab, passed',
    );
  });

  it('says of a figure that was not measured so, instead of zero', () => {
    expect(texts('.figures div', empty)).toContain('Sessions lost – limit: 0 nothing measured');
  });

  it('draws each chart once, with a name and a description for those who cannot see it', () => {
    const charts = [...page.querySelectorAll('figure .wide svg')];
    expect(charts.map((chart) => chart.getAttribute('aria-label'))).toEqual([
      'Requests',
      'Errors',
      'Response time of the tasks',
      'Tasks',
      'CPU of the tasks',
      'Memory of the tasks',
      'Sessions in Redis',
      'Look-ups that find their session',
      'Session work in Redis, seen by the LMS',
      'CPU of Redis',
    ]);
    expect(page.querySelector('svg[aria-label="CPU of the tasks"]')?.getAttribute('aria-description')).toBe(
      '% of their reservation, average; CPU: highest 86; target 60 %',
    );
    expect(texts('figure h3', failover).filter((title) => title === 'Failed requests')).toHaveLength(1);
  });

  it('puts the data behind each chart into a table', () => {
    const rows = (title: string, document = page) => {
      const figure = document.querySelector(`svg[aria-label="${title}"]`)?.closest('figure');
      return [...(figure?.querySelectorAll('tbody tr') ?? [])].map((row) =>
        [...row.querySelectorAll('th, td')].map(({ textContent }) => tidy(textContent)),
      );
    };
    expect(rows('Tasks').slice(4, 6)).toEqual([
      ['20:04', '2', '3', '4'],
      ['20:05', '4', '4', '4'],
    ]);
    expect(rows('Failed requests', failover).slice(75, 77)).toEqual([
      ['20:02:52', '20.5'],
      ['20:02:54', '0'],
    ]);
  });

  it('lists the moments that the charts mark, with their kind in a word', () => {
    expect(texts('.events li')).toEqual([
      '1 1:40 load first minute above the scaling target begins',
      '2 2:00 load all students have arrived',
      '3 4:46 change Setting desired count to 4 (policy cpu-target)',
      '4 5:01 recovery all desired tasks are healthy',
      '5 7:00 load students begin to leave',
    ]);
    expect(texts('svg[aria-label=Tasks] g[fill="var(--muted)"]').at(0)).toBe('12345');
  });

  it('shows the list of many moments when it is asked for', () => {
    const crowded = open(crowdedReport());
    expect(text('.moments summary', crowded)).toBe('All 45 moments');
    expect(crowded.querySelectorAll('.moments .events li')).toHaveLength(45);
    expect(page.querySelectorAll('.moments')).toHaveLength(0);
  });

  it('counts time before the first student backwards from zero', () => {
    const aboveTarget = new Date(data.record.startedAt.getTime() - 3000);
    const early = open({ ...data, moments: { ...data.moments, aboveTarget } });
    expect(text('.events li', early)).toBe('1 -0:03 load first minute above the scaling target begins');
  });

  it('says where CloudWatch holds nothing, instead of drawing an empty chart', () => {
    expect(empty.querySelectorAll('figure svg')).toHaveLength(0);
    expect(text('.no-data', empty)).toBe('CloudWatch holds no datapoint.');
  });

  it('is one file that asks nobody for anything and runs nothing', () => {
    const html = renderReport(failoverReport());
    const outside = '[src], [href]:not([href^="#"])';
    expect(failover.querySelectorAll(`script, link, img, iframe, object, ${outside}`)).toHaveLength(0);
    expect(html.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|url\(|@import/);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });

  it('escapes what it did not write itself', () => {
    const html = renderReport(failedReport('ecs.stable', '<script>alert("x")</script>'));
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script');
  });
});
