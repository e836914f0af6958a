import { withResults } from './record.ts';
import { resultOf, verdictLine, verdictTable } from './table.ts';
import type { Sabotage } from './sabotage.ts';
import { judge, type Observation } from './verdict.ts';

const sabotage: Sabotage = {
  id: 'redis-port',
  title: 'a wrong Redis port',
  stack: 'service',
  apply: () => undefined,
  goesRed: { by: 'deploy', exitCode: 4, says: /Redis at \S+ did not answer/ },
};
const observed: Observation = {
  by: 'deploy',
  exitCode: 4,
  message: 'rolled back; it said: exit 1: Redis at redis:6380 did not answer within 30 s',
  seconds: 71,
};
const problem = (change: Partial<Observation>) => judge(sabotage, { ...observed, ...change }, 180).problem;

describe('a sabotaged run', () => {
  it('passes when it is red where, how and why it has to be, in time', () => {
    expect(judge(sabotage, observed, 180)).toMatchObject({
      passed: true,
      seconds: 71,
      line: observed.message,
    });
  });

  it('fails when it stayed green', () => {
    expect(problem({ exitCode: 0, message: 'the deploy passed' })).toBe('not red: the deploy passed');
  });

  it('fails when it was red for another cause, which a broken machine always is', () => {
    expect(problem({ message: 'no space left on device' })).toMatch(/^red for another cause/);
  });

  it('fails when another assertion failed, too', () => {
    const policy: Sabotage = {
      ...sabotage,
      goesRed: { by: 'load-test', exitCode: 99, says: /scaling\.cpu \(no policy/, fails: ['scaling.cpu'] },
    };
    const red = { by: 'load-test', exitCode: 99, seconds: 90 } as const;
    const alone = 'failed: scaling.cpu (no policy on CPU (of 2), not one)';
    expect(judge(policy, { ...red, message: alone }, 180).problem).toBeUndefined();
    expect(judge(policy, { ...red, message: `${alone}, ecs.stable (1 task lost)` }, 180).problem).toBe(
      'red for another cause as well: ecs.stable',
    );
  });

  it('fails with the wrong exit code', () => {
    expect(problem({ exitCode: 1 })).toBe('exit code 1, and it had to be 4');
  });

  it('fails when another part of the path noticed', () => {
    expect(problem({ by: 'load-test' })).toBe('red by the load-test, and the deploy had to notice');
  });

  it('fails when it was red too late', () => {
    expect(problem({ seconds: 181 })).toBe('too late: 181 s, and 180 s are allowed');
  });

  it('has to stay green when the service heals', () => {
    const healed = { ...sabotage, goesRed: undefined };
    expect(judge(healed, { ...observed, exitCode: 0 }, 180).passed).toBe(true);
    expect(judge(healed, { ...observed, exitCode: 99 }, 180).problem).toMatch(/had to stay green/);
  });
});

describe('the results', () => {
  it('show what was noticed, and for what was not the reason', () => {
    const good = judge(sabotage, observed, 180);
    const bad = judge(sabotage, { ...observed, exitCode: 0, message: 'the deploy passed' }, 180);
    expect(resultOf(good)).toBe('RED as required');
    expect(verdictLine(bad)).toContain(
      'FAILED  a wrong Redis port: exit 0 by the deploy after 71 s; not red',
    );
    const [, , first, second] = verdictTable([good, bad]).split('\n');
    expect(first).toMatch(
      /^\| a wrong Redis port \| service \| RED as required \| .* \| 71 \| deploy \| 4 \|$/,
    );
    const page = withResults('a\n<!-- results -->\nold\n<!-- /results -->\nb', [bad], '2 cores');
    expect(page).toMatch(
      /^a\n<!-- results -->\n\n0 of \d+ as required.*2 cores\.\n\n\| what[^]*\n\n<!-- \/results -->\nb$/,
    );
    expect(page).not.toContain('old');
    const line = "cannot be used: EACCES, open '/home/ana/lms/.local-cloud/efs/fs-1/root'";
    expect(verdictTable([{ ...good, line }])).toContain("open '.local-cloud/efs/fs-1/root'");
    expect(second).toContain('| FAILED | not red: the deploy passed. It said: the deploy passed |');
  });
});
