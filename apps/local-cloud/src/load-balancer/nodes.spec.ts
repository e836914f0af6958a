import { idleContext } from '../testing/idle-context.ts';
import { LoadBalancerNode, nodeAddress, renderNodeConfiguration } from './node.ts';
import { LoadBalancerNodes } from './nodes.ts';

const settings = {
  arn: 'arn:load-balancer',
  zones: ['sa-east-1a', 'sa-east-1b'],
  listeners: [{ port: 443, action: { type: 'forward', targetGroupArn: 'arn:group' } }],
} as const;

/** Nodes that are no processes. */
function createNodes() {
  const running = new Set<string>();
  jest.spyOn(LoadBalancerNode.prototype, 'isRunning').mockImplementation(function (this: LoadBalancerNode) {
    return running.has(this.address);
  });
  const start = jest.spyOn(LoadBalancerNode.prototype, 'start').mockImplementation(async function (
    this: LoadBalancerNode,
  ) {
    running.add(this.address);
  });
  const end = function (this: LoadBalancerNode) {
    running.delete(this.address);
  };
  jest.spyOn(LoadBalancerNode.prototype, 'kill').mockImplementation(end);
  jest.spyOn(LoadBalancerNode.prototype, 'stop').mockImplementation(async function (this: LoadBalancerNode) {
    end.call(this);
  });
  const emulator = { setLoadBalancerAddresses: jest.fn().mockResolvedValue(undefined) };
  return { nodes: new LoadBalancerNodes(idleContext, '', emulator), emulator, running, start };
}

afterEach(() => jest.restoreAllMocks());

it('has a node in each zone, whose addresses are told once', async () => {
  const { nodes, emulator, running, start } = createNodes();
  await nodes.follow(settings);
  await nodes.heal();
  await nodes.heal();
  expect([...running]).toEqual(['127.12.0.1', '127.12.1.1']);
  expect(start).toHaveBeenCalledWith([8443]);
  expect(emulator.setLoadBalancerAddresses.mock.calls).toEqual([
    ['arn:load-balancer', { 'sa-east-1a': '127.12.0.1', 'sa-east-1b': '127.12.1.1' }],
  ]);
});

it('loses the node of a zone until the zone is restored', async () => {
  const { nodes, running } = createNodes();
  await nodes.follow(settings);
  await nodes.heal();
  nodes.loseZone('sa-east-1b');
  await nodes.heal();
  expect([...running]).toEqual(['127.12.0.1']);
  nodes.restoreZone('sa-east-1b');
  await nodes.heal();
  expect([...running]).toEqual(['127.12.0.1', '127.12.1.1']);
});

it('has none without a load balancer', async () => {
  const { nodes, running } = createNodes();
  await nodes.follow(settings);
  await nodes.heal();
  await nodes.follow(undefined);
  await nodes.heal();
  expect([...running]).toEqual([]);
});

it('takes connections at an address of the zone and passes them on', () => {
  expect(renderNodeConfiguration(nodeAddress('sa-east-1c'), [8443, 8080])).toContain(
    'listen port-8443\n  bind 127.12.2.1:8443\n  server load-balancer 127.0.0.1:8443\n\nlisten port-8080\n',
  );
});
