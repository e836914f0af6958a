import type { LoadBalancerInterval, StatusClass } from '../types.ts';

export type RequestInterval = Pick<
  LoadBalancerInterval,
  'requests' | 'targetRequests' | 'targetResponses' | 'loadBalancer5xx' | 'responseTimes'
>;

/** Status, milliseconds until the target's answer began, server: see `REQUEST_LOG_FORMAT`. */
const LINE = /^(\d{3}) (-?\d+) (\S+)$/;

/** Counts the answered requests out of HAProxy's log. */
export class RequestCounts {
  private rest = '';
  private interval = emptyInterval();

  /** Takes what arrived, cut anywhere. */
  add(chunk: string): void {
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.addLine(line);
  }

  /** What was counted since the last call. */
  take(): RequestInterval {
    const taken = this.interval;
    this.interval = emptyInterval();
    return taken;
  }

  /** HAProxy also logs when servers come and go; those lines are no requests. */
  private addLine(line: string): void {
    const [, status, milliseconds, server] = LINE.exec(line) ?? [];
    if (!status || server === undefined) return;
    const { interval } = this;
    interval.requests++;
    if (server !== '<NOSRV>') interval.targetRequests++;
    const statusClass = `${status[0]}xx`;
    if (Number(milliseconds) < 0) {
      if (statusClass === '5xx') interval.loadBalancer5xx++;
      return;
    }
    if (isStatusClass(statusClass)) interval.targetResponses[statusClass]++;
    const seconds = Number(milliseconds) / 1000;
    interval.responseTimes.set(seconds, (interval.responseTimes.get(seconds) ?? 0) + 1);
  }
}

const isStatusClass = (text: string): text is StatusClass => ['2xx', '3xx', '4xx', '5xx'].includes(text);

const emptyInterval = () => ({
  requests: 0,
  targetRequests: 0,
  targetResponses: { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 },
  loadBalancer5xx: 0,
  responseTimes: new Map<number, number>(),
});
