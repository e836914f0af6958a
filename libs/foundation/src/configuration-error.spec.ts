import {
  ConfigurationError,
  requireBetween,
  requireDistinct,
  requireMatch,
  requireOneOf,
} from './configuration-error.ts';

describe('requireBetween', () => {
  it.each([1, 35])('accepts the bound %p', (value) => {
    expect(() => requireBetween('snapshotRetentionDays', value, 1, 35)).not.toThrow();
  });

  it.each([0, 36])('names the prop, the rule and the value %p', (value) => {
    expect(() => requireBetween('snapshotRetentionDays', value, 1, 35)).toThrow(
      new ConfigurationError('snapshotRetentionDays', 'must be between 1 and 35', value),
    );
  });

  it.each([1.5, NaN])('refuses %p, which is no whole number', (value) => {
    expect(() => requireBetween('replicas', value, 1, 5)).toThrow('replicas must be a whole number, got');
  });
});

describe('requireOneOf', () => {
  it('accepts what is allowed', () => {
    expect(() => requireOneOf('days', 7, [1, 7])).not.toThrow();
  });

  it('lists what is allowed', () => {
    expect(() => requireOneOf<number>('days', 2, [1, 7])).toThrow('days must be one of 1, 7, got 2');
  });
});

describe('requireMatch', () => {
  it('accepts a match', () => {
    expect(() => requireMatch('name', 'abc', /^[a-z]+$/, 'must be letters')).not.toThrow();
  });

  it('quotes the value, so that blanks are seen', () => {
    expect(() => requireMatch('name', 'a ', /^[a-z]+$/, 'must be letters')).toThrow(
      'name must be letters, got "a "',
    );
  });
});

describe('requireDistinct', () => {
  it('accepts different values, and none', () => {
    expect(() => requireDistinct('ranges', ['a', 'b'])).not.toThrow();
    expect(() => requireDistinct('ranges', [])).not.toThrow();
  });

  it('names both of two equal values', () => {
    expect(() => requireDistinct('ranges', ['a', 'b', 'b'])).toThrow(
      'ranges[2] must differ from ranges[1], got "b"',
    );
  });
});
