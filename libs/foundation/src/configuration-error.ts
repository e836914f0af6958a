/** A prop that breaks a rule. Its message names the prop, the rule and the value: `port must be between 1 and 65535, got 0`. */
export class ConfigurationError extends Error {
  readonly prop: string;
  readonly rule: string;
  readonly value: unknown;

  constructor(prop: string, rule: string, value: unknown) {
    super(`${prop} ${rule}, got ${JSON.stringify(value)}`);
    this.name = 'ConfigurationError';
    this.prop = prop;
    this.rule = rule;
    this.value = value;
  }
}

/** @throws ConfigurationError unless `value` is a whole number from `min` to `max`, both included. */
export function requireBetween(prop: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value)) {
    throw new ConfigurationError(prop, 'must be a whole number', value);
  }
  if (value < min || value > max) {
    throw new ConfigurationError(prop, `must be between ${min} and ${max}`, value);
  }
}

/** @throws ConfigurationError unless `value` is one of `allowed`. */
export function requireOneOf<T extends string | number>(prop: string, value: T, allowed: readonly T[]): void {
  if (!allowed.includes(value)) {
    throw new ConfigurationError(prop, `must be one of ${allowed.join(', ')}`, value);
  }
}

/**
 * `rule` completes the sentence "prop …", for example `must be an ARN`.
 *
 * @throws ConfigurationError unless `value` matches `pattern`.
 */
export function requireMatch(prop: string, value: string, pattern: RegExp, rule: string): void {
  if (!pattern.test(value)) {
    throw new ConfigurationError(prop, rule, value);
  }
}

/** @throws ConfigurationError that names the first value that is there twice. */
export function requireDistinct(prop: string, values: readonly string[]): void {
  const index = values.findIndex((value, position) => values.indexOf(value) !== position);
  const value = values[index];
  if (value !== undefined)
    throw new ConfigurationError(
      `${prop}[${index}]`,
      `must differ from ${prop}[${values.indexOf(value)}]`,
      value,
    );
}
