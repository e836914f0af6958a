import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from '@edutechbr/cli';
import { targetGroup } from '../testing/target-group.ts';
import { renderConfiguration, SECONDS_UNTIL_NOTHING_IS_TRIED_AGAIN } from './configuration.ts';
import type { LoadBalancerSettings } from './settings.ts';

const arn = 'arn:aws:acm:sa-east-1:000000000000:certificate/1';
const settings: LoadBalancerSettings = {
  arn: 'arn:aws:elasticloadbalancing:sa-east-1:000000000000:loadbalancer/app/lms/1',
  fullName: 'app/lms/1',
  zones: ['sa-east-1a'],
  idleTimeoutSeconds: 60,
  interfaces: [],
  listeners: [
    { port: 443, certificateArn: arn, action: { type: 'forward', targetGroupArn: targetGroup.arn } },
    { port: 80, action: { type: 'redirect', scheme: 'https', port: 443, statusCode: 301 } },
  ],
  targetGroups: [targetGroup],
};
const sockets = { runtime: '/state/runtime.sock', requestLog: '/state/requests.sock' };
const render = (changes: Partial<LoadBalancerSettings> = {}) =>
  renderConfiguration({ ...settings, ...changes }, sockets, new Map([[arn, '/state/1.pem']]));

/** The lines of one section, without their indentation. */
const section = (configuration: string, name: string) =>
  configuration
    .split('\n\n')
    .find((each) => each.startsWith(name))
    ?.split('\n')
    .map((line) => line.trim());

it('the HTTPS listener ends TLS with the imported certificate and says who asks', () => {
  expect(section(render(), 'frontend listener-443')).toEqual(
    expect.arrayContaining([
      "bind 127.0.0.1:8443 ssl crt '/state/1.pem' alpn h2,http/1.1",
      'option forwardfor',
      "default_backend 'lms'",
    ]),
  );
});

it('the HTTP listener redirects to the port that stands for 443', () => {
  expect(section(render(), 'frontend listener-80')).toContain(
    'http-request redirect code 301 location https://%[req.hdr(host),field(1,:)]:8443%[capture.req.uri]',
  );
});

it('targets are checked as the target group says', () => {
  expect(section(render(), 'backend')).toEqual(
    expect.arrayContaining([
      'balance roundrobin',
      'timeout check 5s',
      "http-check send meth GET uri '/livez' hdr user-agent ELB-HealthChecker/2.0",
      "http-check expect status '200-204'",
    ]),
  );
});

it('a server is deleted only when no connection to it can be tried again: HAProxy crashes otherwise', () => {
  const [, retries] = /retries (\d+)/.exec(render()) ?? [];
  expect(SECONDS_UNTIL_NOTHING_IS_TRIED_AGAIN).toBeGreaterThan(Number(retries));
});

it("the load balancer's idle timeout holds for both sides", () => {
  expect(section(render({ idleTimeoutSeconds: 75 }), 'defaults')).toEqual(
    expect.arrayContaining(['timeout client 75s', 'timeout server 75s', 'timeout http-keep-alive 75s']),
  );
});

it('10,000 students may stay connected', () => {
  const lines = section(render(), 'global');
  expect(lines).toContain('no strict-limits');
  expect(Number(lines?.find((line) => line.startsWith('maxconn'))?.split(' ')[1])).toBeGreaterThan(10_000);
});

it('connections to targets are kept while as many are connected', () => {
  const lines = section(render(), 'global') ?? [];
  const setting = (name: string) => Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1]);
  for (const ratio of ['tune.pool-low-fd-ratio', 'tune.pool-high-fd-ratio'])
    expect((setting('maxconn') * setting(ratio)) / 100).toBeGreaterThan(10_000);
});

it.each([
  ['certificate arn:other was not imported', { certificateArn: 'arn:other' }],
  ['must be 80 or 443', { port: 8080 }],
  ['forwards to arn:none', { action: { type: 'forward', targetGroupArn: 'arn:none' } as const }],
])('refuses a listener: %s', (message, change) => {
  const listeners = settings.listeners.slice(0, 1).map((listener) => ({ ...listener, ...change }));
  expect(() => render({ listeners })).toThrow(message);
});

(findOnPath('haproxy') ? it : it.skip)(
  'HAProxy takes sockets and names with characters of its grammar',
  () => {
    const strange = `Área "de" 'Trabalho' #1`;
    const configuration = renderConfiguration(
      {
        ...settings,
        listeners: [
          { port: 443, action: { type: 'forward', targetGroupArn: targetGroup.arn } },
          { port: 80, action: { type: 'redirect', scheme: 'https', port: 443, statusCode: 301 } },
        ],
        targetGroups: [{ ...targetGroup, healthCheck: { ...targetGroup.healthCheck, path: `/livez#"a'\\` } }],
      },
      { runtime: `/tmp/${strange}/runtime.sock`, requestLog: `/tmp/${strange}/requests.sock` },
      new Map(),
    );
    const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(file, configuration);
    const { stderr } = spawnSync('haproxy', ['-c', '-f', file], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stderr).not.toContain('ALERT');
  },
);
