import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError with the rule and the value. */
export function parseSessions(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError(`must be a whole number above 0, got ${text}`);
  return Number(text);
}
