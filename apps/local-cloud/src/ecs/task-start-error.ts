/** A task cannot be started; the message is the `stoppedReason` that ECS gives. */
export class TaskStartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TaskStartError';
  }
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
