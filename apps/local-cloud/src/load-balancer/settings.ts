import type { NetworkInterface } from '../network/model.ts';

/** What HAProxy needs to know of a deployed Application Load Balancer. */
export interface LoadBalancerSettings {
  readonly arn: string;
  /** Metric dimension: `app/<name>/<id>`. */
  readonly fullName: string;
  /** The zones that it has a node in. */
  readonly zones: readonly string[];
  readonly idleTimeoutSeconds: number;
  /** One in each of its subnets. */
  readonly interfaces: readonly NetworkInterface[];
  readonly listeners: readonly Listener[];
  /** Those that a listener forwards to. */
  readonly targetGroups: readonly TargetGroupSettings[];
}

export interface Listener {
  /** The port on AWS: 80 or 443. */
  readonly port: number;
  /** @default - the listener speaks plain HTTP */
  readonly certificateArn?: string;
  readonly action:
    | { readonly type: 'forward'; readonly targetGroupArn: string }
    | {
        readonly type: 'redirect';
        readonly scheme: string;
        readonly port: number;
        readonly statusCode: 301 | 302;
      };
}

export interface TargetGroupSettings {
  readonly arn: string;
  /** Unique in the account; also the backend's name. */
  readonly name: string;
  /** Metric dimension: `targetgroup/<name>/<id>`. */
  readonly fullName: string;
  readonly balance: 'round_robin' | 'least_outstanding_requests';
  readonly deregistrationDelaySeconds: number;
  /** Over which a new target's share grows to a full one. 0: it has a full one at once. */
  readonly slowStartSeconds: number;
  readonly healthCheck: {
    readonly path: string;
    /** Codes and ranges of codes, e.g. `200,204` or `200-299`. */
    readonly matcher: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    /** Failures in a row that make a target unhealthy. */
    readonly unhealthyThreshold: number;
  };
}

/** Ports below 1024 need privileges, so that this machine listens elsewhere. */
export function localPort(port: number): number {
  if (port === 443) return 8443;
  if (port === 80) return 8080;
  throw new Error(`a listener's port must be 80 or 443 on this machine, got ${port}`);
}
