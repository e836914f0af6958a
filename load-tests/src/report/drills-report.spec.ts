import { parseHTML } from 'linkedom';
import {
  disruptionsReport,
  emptyReport,
  examReport,
  failedReport,
  failoverReport,
} from '../testing/example-reports.ts';
import { exampleReport } from '../testing/example-run.ts';
import { renderDrillsReport, type Drill } from './drills-report.ts';

const failover: Drill = { title: 'Redis loses its primary', data: failoverReport() };
const scaling: Drill = { title: 'The load goes up', data: exampleReport() };
const zone: Drill = { title: 'A zone is lost', data: failedReport('ecs.zones', 'tasks in sa-east-1a') };

const open = (...drills: readonly Drill[]) => parseHTML(renderDrillsReport(drills)).document;
const tidy = (text: string | null | undefined) => text?.replace(/\s+/g, ' ').trim();
const texts = (selector: string, within: ParentNode) =>
  [...within.querySelectorAll(selector)].map(({ textContent }) => tidy(textContent));
const page = open(failover, scaling, zone);

describe('the report over several drills', () => {
  it('says first whether all passed, and which did not', () => {
    expect(texts('h1, .headline', page)).toEqual(['Failed', '1 of 3 drills failed: A zone is lost.']);
    expect(texts('h1, .headline', open(failover, scaling))).toEqual(['Passed', 'All 2 drills passed.']);
  });

  it('has not passed when nothing was drilled', () => {
    expect(texts('h1, .headline', open())).toEqual(['Failed', 'No drill was run.']);
  });

  it('has not passed while a planned drill was not run, and says which', () => {
    const partial = open(failover, { title: 'Does the exam start?' });
    expect(texts('h1, .headline', partial)).toEqual([
      'Failed',
      '1 of 2 drills not run: Does the exam start?',
    ]);
    expect(texts('.glance li', partial)).toContain('Not run Does the exam start?');
    expect(texts('h1, .headline', open(zone, { title: 'Does the exam start?' }))[1]).toBe(
      '1 of 2 drills failed: A zone is lost. 1 of 2 drills not run: Does the exam start?',
    );
  });

  it('answers each drill in a line, which leads to the whole of it', () => {
    const [list] = page.querySelectorAll('.glance');
    expect(list && texts('li', list)).toEqual([
      'Passed Redis loses its primary 3 failovers: no session could be written for at most 2.2 s, 0 acknowledged writes were lost.',
      'Passed The load goes up What the deployed system did.',
      'Failed A zone is lost Tasks in sa-east-1a.',
    ]);
    for (const link of page.querySelectorAll('.glance a'))
      expect(texts(link.getAttribute('href') ?? '', page)).toEqual([tidy(link.textContent)]);
  });

  it('answers all that a drill is for in its line, and first of all what failed', () => {
    const data = disruptionsReport();
    const [line] = texts('.glance li', open({ title: 'What goes unnoticed?', data }));
    expect(line).toContain('A new revision served alone within 15 s, 0 requests failed.');
    expect(line).toContain('The other zones had taken over within 14 s, 0.004 % of the requests');
    const failed = failedReport('zone-loss.redis', 'no primary', data);
    expect(texts('.glance li', open({ title: 'What goes unnoticed?', data: failed }))[0]).toBe(
      'Failed What goes unnoticed? No primary.',
    );
  });

  it('tells the whole of what a drill is for, and the rest in brief', () => {
    const section = page.querySelector('.drill');
    expect(section && texts('.answer h3', section)).toEqual([
      'Does it survive the loss of the primary of Redis?',
    ]);
    expect(section && texts('.glance li', section)).toHaveLength(4);
    expect(section && texts('figure h4', section)).toEqual(['Writing a session', 'Failed requests']);
  });

  it('tells the whole of what failed, too', () => {
    const failed = failedReport('load.errors', 'students: 5 % of 100', failoverReport());
    expect(texts('.answer h3', open({ ...failover, data: failed }))).toEqual([
      'Are 10,000 students served?',
      'Does it survive the loss of the primary of Redis?',
    ]);
  });

  it('compares the ways to meet an exam, once there are two', () => {
    const scheduled: Drill = {
      title: 'Scheduled',
      data: examReport('exam-start', {
        requests: 150_000,
        requestsFailed: 0,
        tasksAtStart: 4,
        secondsHealthyAhead: 331,
      }),
    };
    const burst: Drill = {
      title: 'Burst',
      data: examReport('exam-start-burst', {
        requests: 140_000,
        requestsFailed: 7,
        tasksAtStart: 2,
        secondsToHealthyBurst: 46,
      }),
    };
    expect(texts('#exam-starts', open(scheduled))).toEqual([]);
    const [table] = open(burst, failover, scheduled).querySelectorAll('#exam-starts + table');
    expect(table && texts('tr', table).slice(0, 4)).toEqual([
      'Scheduled capacity Burst policy',
      'Requests that failed in the exam 0 of 150,000 7 of 140,000',
      'Tasks when the exam starts 4 2',
      'More capacity is healthy 331 s before the exam 46 s after the tasks are full',
    ]);
  });

  it('has no id twice', () => {
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('is made of runs of which nothing is known, too', () => {
    expect(texts('.drill > h2', open({ title: 'Interrupted', data: emptyReport() }))).toEqual([
      'Interrupted',
    ]);
  });

  it('is smaller than a megabyte with ten drills, each with three failovers', () => {
    const page = renderDrillsReport(
      Array.from({ length: 10 }, (_, index) => ({ ...failover, title: `Drill ${index}` })),
    );
    expect(Buffer.byteLength(page)).toBeLessThan(700_000);
  });
});
