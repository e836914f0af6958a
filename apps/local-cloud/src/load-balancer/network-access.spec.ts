import type { Network } from '../network/model.ts';
import { deployedNetwork, task, withRules } from '../testing/network.ts';
import { NetworkAccess } from './network-access.ts';
import type { LoadBalancerSettings } from './settings.ts';

const at = { subnetId: 'public-a', securityGroupIds: ['sg-alb'], hasPublicAddress: true };
const action = { type: 'forward', targetGroupArn: 'arn:group' } as const;
const settings: LoadBalancerSettings = {
  arn: 'arn:load-balancer',
  fullName: 'app/lms/1',
  zones: ['sa-east-1a'],
  idleTimeoutSeconds: 60,
  interfaces: [at],
  listeners: [
    { port: 443, action },
    { port: 80, action },
  ],
  targetGroups: [],
};
const target = {
  targetGroupArn: 'arn:group',
  address: '127.10.0.1',
  port: 8080,
  availabilityZone: 'sa-east-1a',
  at: task,
};

let network: Network | undefined;
let said: string[];
let access: NetworkAccess;

beforeEach(() => {
  network = deployedNetwork;
  said = [];
  access = new NetworkAccess({ current: () => network }, (message) => said.push(message));
});

it('a listener is open where its group admits the internet', () => {
  expect(access.openListeners(settings).map(({ port }) => port)).toEqual([443]);
  expect(said).toEqual(['listener 80 is out of reach: no ingress rule of alb admits TCP 80 from 0.0.0.0/0']);
});

it('all listeners are closed until the network is known', () => {
  network = undefined;
  expect(access.openListeners(settings)).toEqual([]);
});

it('a target is reached by the rules of both', () => {
  expect(access.reaches(settings, target)).toBe(true);
  expect(access.reaches(settings, { ...target, port: 9090 })).toBe(false);
});

it('one that is attached to no network is reached always', () => {
  expect(access.reaches(settings, { ...target, at: undefined })).toBe(true);
});

it('tells once why a target is out of reach, and that it is within reach again', () => {
  for (const rules of [[], [], [[8080, 'sg-alb']]] satisfies [number, string][][]) {
    network = withRules('tasks', { ingress: rules });
    access.reaches(settings, target);
  }
  expect(said).toEqual([
    'target 127.10.0.1:8080 is out of reach: no ingress rule of tasks admits TCP 8080 from alb',
    'target 127.10.0.1:8080 is within reach',
  ]);
});

it('has to be admitted in each of its subnets', () => {
  network = withRules('tasks', { ingress: [[8080, '10.0.0.0/20']] });
  expect(access.reaches(settings, target)).toBe(true);
  const inPrivateSubnetToo = { ...settings, interfaces: [at, { ...at, subnetId: 'private-b' }] };
  expect(access.reaches(inPrivateSubnetToo, target)).toBe(false);
});
