import { parseHTML } from 'linkedom';
import { emptyTimeline } from '../metrics/timeline.ts';
import { after, exampleReport, owed } from '../testing/example-run.ts';
import type { ReportData } from './report-data.ts';
import { renderReport } from './report.ts';

const data = exampleReport();
const open = (report: ReportData) => parseHTML(renderReport(report)).document;
const page = open(data);
const text = (selector: string, document = page) =>
  document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim();

function withFailure(id: string, observed: string): ReportData {
  const assertions = data.summary.assertions.map((assertion) =>
    assertion.id === id ? { ...assertion, passed: false, observed } : assertion,
  );
  return { ...data, summary: { ...data.summary, passed: false, assertions } };
}

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

  it('marks a task that was lost among the events', () => {
    const taskEvents = [
      { at: after(30), label: 'task 0a1b2c3d is lost: Essential container in task exited' },
    ];
    expect(text('.events', open({ ...data, taskEvents }))).toContain('0:30 task 0a1b2c3d is lost: Essential');
  });

  it('shows every assertion with expected and observed', () => {
    const rows = [...page.querySelectorAll('.assertions tbody tr')];
    expect(rows.map((row) => row.querySelector('code')?.textContent)).toEqual(owed);
    for (const row of rows) {
      expect(row.textContent).toContain('what the deployed system should do');
      expect(row.textContent).toContain('what the deployed system did');
    }
  });

  it('puts what failed first, and says it in a word as well as by colour', () => {
    const failed = open(withFailure('ecs.zones', 'tasks in sa-east-1a'));
    expect(text('h1', failed)).toBe('Failed');
    expect(text('.headline', failed)).toContain('1 of 14 assertions failed.');
    expect(text('.assertions tbody tr', failed)).toMatch(/^fails .*ecs\.zones .*tasks in sa-east-1a$/);
  });

  it('draws each chart with a name and a description for those who cannot see it', () => {
    const charts = [...page.querySelectorAll('figure svg[role=img]')];
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
  });

  it('marks the scaling decision and its capacity in time', () => {
    expect([...page.querySelectorAll('.events li')].map(({ textContent }) => textContent)).toEqual([
      '1:40 first minute above the scaling target begins',
      '2:00 all students have arrived',
      '4:46 target tracking decides to add tasks',
      '5:11 all desired tasks are healthy',
      '7:00 students begin to leave',
    ]);
  });

  it('counts time before the first student backwards from zero', () => {
    const aboveTarget = new Date(data.record.startedAt.getTime() - 3000);
    const early = open({ ...data, moments: { ...data.moments, aboveTarget } });
    expect(text('.events li', early)).toBe('-0:03 first minute above the scaling target begins');
  });

  it('says where CloudWatch holds nothing, instead of drawing an empty chart', () => {
    const empty = open({ ...data, timeline: emptyTimeline });
    expect(empty.querySelectorAll('figure svg[role=img]')).toHaveLength(0);
    expect(text('.no-data', empty)).toBe('CloudWatch holds no datapoint.');
  });

  it('is one file that asks nobody for anything and runs nothing', () => {
    const html = renderReport(data);
    expect(page.querySelectorAll('script, link, img, iframe, object, [src], [href]')).toHaveLength(0);
    expect(html.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|url\(|@import/);
    expect(html.length).toBeLessThan(1_000_000);
  });

  it('escapes what it did not write itself', () => {
    const html = renderReport(withFailure('ecs.stable', '<script>alert("x")</script>'));
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script');
  });
});
