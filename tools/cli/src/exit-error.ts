/** Exit codes of our programs (docs/interfaces.md). */
export const exitCodes = {
  passed: 0,
  internalError: 1,
  wrongUsage: 2,
  missingTool: 3,
  deployFailed: 4,
  changesFound: 5,
  loadTestFailed: 99,
} as const;

export type ExitReason = keyof typeof exitCodes;
export type ExitCode = (typeof exitCodes)[ExitReason];

/** A failure that its reader can act on: printed as `exit N: message`, without a stack trace. */
export class ExitError extends Error {
  readonly exitCode: ExitCode;

  constructor(reason: ExitReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExitError';
    this.exitCode = exitCodes[reason];
  }
}
