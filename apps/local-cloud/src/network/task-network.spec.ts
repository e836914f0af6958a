import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployedNetwork, task, withoutNat, withoutRoute, withRules } from '../testing/network.ts';
import { contains } from './ipv4.ts';
import type { Network } from './model.ts';
import { TaskNetwork, taskDestinations } from './task-network.ts';

const place = { at: task, address: '127.10.0.1', credentialsUrl: 'http://127.0.0.1:40404/v2/credentials/x' };

/** As the guard decides. @returns why a connection gets no answer, undefined when it does */
function refusal(network: Network, address: string, port: number): string | undefined {
  const destination = taskDestinations(network, place).find(({ range }) => contains(range, `${address}/32`));
  const answers = destination?.ports.some(([first, last]) => first <= port && port <= last);
  return answers ? undefined : destination?.otherwise;
}

describe('a task reaches', () => {
  it.each([
    ['itself', '127.10.0.1', 8080],
    ['the endpoint of its credentials', '127.0.0.1', 40_404],
    ['Redis', '127.11.255.1', 6379],
    ['the database', '127.13.0.1', 15_432],
    ['the endpoint that stands for AWS', '127.0.0.1', 14_566],
    ['the internet by HTTPS', '192.0.2.1', 443],
  ])('%s', (_what, address, port) => {
    expect(refusal(deployedNetwork, address, port)).toBeUndefined();
  });

  it.each([
    [
      'Redis at another port',
      '127.11.255.1',
      6380,
      'Redis is at port 6379, and the security groups admit no other',
    ],
    [
      'Redis at the port of the database',
      '127.11.255.1',
      15_432,
      'Redis is at port 6379, and the security groups admit no other',
    ],
    ['another task', '127.10.0.2', 8080, 'no egress rule of tasks admits it'],
    ['what else this machine serves', '127.0.0.1', 8443, 'it is this machine, which is on no network of AWS'],
    [
      'the database at another port',
      '127.13.0.1',
      22,
      'the database is at port 15432, and the security groups admit no other',
    ],
    ['the internet at another port', '192.0.2.1', 80, 'no egress rule of tasks admits it'],
  ])('not %s', (_what, address, port, why) => {
    expect(refusal(deployedNetwork, address, port)).toBe(why);
  });

  it('not Redis without its ingress rule', () => {
    const why = 'no ingress rule of redis admits TCP 6379 from tasks';
    expect(refusal(withRules('redis', { ingress: [] }), '127.11.255.1', 6379)).toBe(why);
  });

  it('not the database without its egress rule', () => {
    const network = withRules('tasks', { egress: [[6379, 'sg-redis']] });
    const why = 'no egress rule of tasks admits TCP 15432 to database';
    expect(refusal(network, '127.13.0.1', 15_432)).toBe(why);
  });

  it('not the database without a route, whatever the rules admit', () => {
    const why = 'private has no route to 10.1.0.0/24, which is in vpc-database';
    expect(refusal(withoutRoute('private', '10.1.0.0/16'), '127.13.0.1', 15_432)).toBe(why);
  });

  it('not the internet without a route, nor the endpoint that stands for AWS', () => {
    expect(refusal(withoutNat, '192.0.2.1', 443)).toBe('private has no route to 0.0.0.0/0');
    expect(refusal(withoutNat, '127.0.0.1', 14_566)).toBe(
      'it is this machine, which is on no network of AWS',
    );
    expect(refusal(withoutNat, '127.13.0.1', 15_432)).toBeUndefined();
  });

  it('what the narrowest route leads to', () => {
    const tables = deployedNetwork.routeTables.map((table) => ({
      ...table,
      routes: [...table.routes, { range: '192.0.2.0/24', target: 'nat-2', isActive: true }],
    }));
    const network = { ...deployedNetwork, routeTables: tables };
    expect(refusal(network, '192.0.2.1', 443)).toBe(
      'the route of private to 192.0.2.0/24 leads to nat-2, which is not available',
    );
    expect(refusal(network, '198.51.100.1', 443)).toBeUndefined();
  });
});

describe('its file for the guard', () => {
  const folder = mkdtempSync(join(tmpdir(), 'task-network-'));
  const file = join(folder, 'f00.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('follows what is deployed, and ends with the task', () => {
    const network = new TaskNetwork(deployedNetwork, { ...place, file });
    const before = readFileSync(file, 'utf8');
    network.update(withRules('redis', { ingress: [] }));
    expect(JSON.parse(before)).toEqual(taskDestinations(deployedNetwork, place));
    expect(readFileSync(file, 'utf8')).toContain('no ingress rule of redis');
    network.remove();
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});
