import { RequestCounts } from './request-counts.ts';

const count = (...chunks: string[]) => {
  const counts = new RequestCounts();
  chunks.forEach((chunk) => counts.add(chunk));
  return counts;
};

it("tells the targets' answers from the load balancer's own", () => {
  const log =
    '200 3 127.10.0.1\n302 3 127.10.0.1\n500 12 127.10.1.1\n503 -1 <NOSRV>\n504 -1 127.10.1.1\n400 -1 <NOSRV>\n';
  expect(count(log).take()).toEqual({
    requests: 6,
    targetRequests: 4,
    targetResponses: { '2xx': 1, '3xx': 1, '4xx': 0, '5xx': 1 },
    loadBalancer5xx: 2,
    responseTimes: new Map([
      [0.003, 2],
      [0.012, 1],
    ]),
  });
});

it('reads lines that are cut between two chunks', () => {
  expect(count('200 3 127.1', '0.0.1\n2', '00 3 127.10.0.1\n').take().requests).toBe(2);
});

it('does not count what HAProxy says about servers, or connections without a request', () => {
  expect(count('Server lms/127.10.0.1 is UP\n-1 -1 <NOSRV>\n').take().requests).toBe(0);
});

it('begins anew with each interval', () => {
  const counts = count('200 3 127.10.0.1\n');
  counts.take();
  expect(counts.take()).toMatchObject({ requests: 0, responseTimes: new Map() });
});
