import { findWorkload, workloadNames, type Evidence } from '../k6/workloads/index.ts';
import { k6Options } from './k6-options.ts';

function optionsOf(name: string, stage: string, evidence: Evidence) {
  const workload = findWorkload(name);
  if (!workload) throw new Error(`no workload ${name}`);
  return k6Options(workload, { stage, sessions: 10_000 }, evidence);
}

const limitedIn = (stage: string) =>
  workloadNames.filter((name) => optionsOf(name, stage, 'aws').thresholds?.['http_req_duration']);

it('limits response times where nothing is broken or waited for, and nowhere on a stage that is too small on purpose', () => {
  expect(limitedIn('production')).toEqual(['smoke', 'sessions', 'scale-in', 'exam-start']);
  expect(limitedIn('preview')).toEqual([]);
  expect(limitedIn('local')).toEqual([]);
});

it('asks DNS anew as often as the load balancer may move', () => {
  expect(optionsOf('sessions', 'production', 'aws').dns).toMatchObject({ ttl: '60s' });
});

it.each([
  ['failover', 'emulated', 'rate<=0.001', 'rate>=1'],
  ['failover', 'aws', 'rate<=0.095', 'rate>=0.99'],
  ['sessions', 'aws', 'rate<=0.001', 'rate>=1'],
] as const)(
  '%s on %s lets %s of the requests fail, and keeps sessions by %s',
  (name, evidence, failed, kept) => {
    expect(optionsOf(name, 'preview', evidence).thresholds).toMatchObject({
      http_req_failed: [failed],
      sessions_kept: [kept],
    });
  },
);
