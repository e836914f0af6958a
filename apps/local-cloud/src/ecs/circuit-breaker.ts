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

interface Failures {
  readonly failures: number;
  /** Of those, the ones that never were RUNNING. */
  readonly failedStarts: number;
  /** When the last of them failed, in epoch milliseconds. */
  readonly since: number;
}

const none: Failures = { failures: 0, failedStarts: 0, since: 0 };

/** Counts the tasks of each deployment that failed one after the other, and slows down what cannot even start. */
export class FailureCounts {
  private readonly deployments = new Map<string, Failures>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** A task that was RUNNING. */
  add(deploymentId: string): void {
    const known = this.of(deploymentId);
    this.deployments.set(deploymentId, { ...known, failures: known.failures + 1 });
  }

  /** A task that was never RUNNING. */
  addFailedStart(deploymentId: string): void {
    const { failures, failedStarts } = this.of(deploymentId);
    this.deployments.set(deploymentId, {
      failures: failures + 1,
      failedStarts: failedStarts + 1,
      since: this.now(),
    });
  }

  reset(deploymentId: string): void {
    this.deployments.delete(deploymentId);
  }

  /** A deployment that is rolled back to begins anew. */
  forgetAllBut(deploymentId: string): void {
    for (const id of this.deployments.keys()) if (id !== deploymentId) this.reset(id);
  }

  get(deploymentId: string): number {
    return this.of(deploymentId).failures;
  }

  /**
   * ECS waits longer with every task that never was RUNNING before it starts the next one: here 2, 4, 8, … at most 60 seconds.
   *
   * Source: Amazon ECS Developer Guide, "Amazon ECS service throttle logic".
   */
  mayStart(deploymentId: string): boolean {
    const { failedStarts, since } = this.of(deploymentId);
    return failedStarts === 0 || this.now() - since >= Math.min(60, 2 ** failedStarts) * 1000;
  }

  private of(deploymentId: string): Failures {
    return this.deployments.get(deploymentId) ?? none;
  }
}
