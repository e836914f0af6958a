export interface CircuitBreaker {
  readonly enable: boolean;
  readonly rollback: boolean;
}

/**
 * Failed tasks in a row after which a deployment counts as failed: half the desired count, at least 3, at most 200.
 *
 * Source: Amazon ECS Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures".
 */
export function circuitBreakerThreshold(desiredCount: number): number {
  return Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)));
}

/** Counts the tasks of each deployment that failed one after the other, and slows down their replacement. */
export class FailureCounts {
  private readonly deployments = new Map<string, { failures: number; since: number }>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  add(deploymentId: string): void {
    this.deployments.set(deploymentId, { failures: this.get(deploymentId) + 1, since: this.now() });
  }

  reset(deploymentId: string): void {
    this.deployments.delete(deploymentId);
  }

  get(deploymentId: string): number {
    return this.deployments.get(deploymentId)?.failures ?? 0;
  }

  /** ECS waits longer with every failure before it starts the next task: here 2, 4, 8, … at most 60 seconds. */
  mayStart(deploymentId: string): boolean {
    const entry = this.deployments.get(deploymentId);
    return !entry || this.now() - entry.since >= Math.min(60, 2 ** entry.failures) * 1000;
  }
}
