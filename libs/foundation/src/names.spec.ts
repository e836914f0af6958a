import { environment, environmentSuffixMaxLength, Names, tightNames } from './names.ts';

const longestSuffix = 'a'.repeat(environmentSuffixMaxLength);

describe('Names', () => {
  it('puts the environment and the suffix behind the resource type', () => {
    const names = new Names({ environmentSuffix: 'dev' });
    expect(names.name('ecs-cluster')).toBe('ecs-cluster-production-dev');
    expect(names.name('subnet-private', 'a')).toBe('subnet-private-a-production-dev');
  });

  it.each(['a', '7', 'dev', 'pr-12', 'a-b-c', longestSuffix])(
    'accepts the suffix %p',
    (environmentSuffix) => {
      expect(new Names({ environmentSuffix }).environmentSuffix).toBe(environmentSuffix);
    },
  );

  it.each(['', 'A', 'A_b', 'a--b', '-a', 'a-', 'a b', 'a\n', 'a.b', 'á', '\u{1F600}'])(
    'refuses the suffix %p',
    (environmentSuffix) => {
      expect(() => new Names({ environmentSuffix })).toThrow(
        `environmentSuffix must be lower-case letters and digits in groups joined by single hyphens, got ${JSON.stringify(environmentSuffix)}`,
      );
    },
  );

  it.each([`${longestSuffix}a`, 'a'.repeat(100)])(
    'refuses the suffix %p, which is too long',
    (environmentSuffix) => {
      expect(() => new Names({ environmentSuffix })).toThrow(
        `environmentSuffix must have at most ${environmentSuffixMaxLength} characters`,
      );
    },
  );
});

describe('environmentSuffixMaxLength', () => {
  const names = new Names({ environmentSuffix: longestSuffix });

  it.each(Object.entries(tightNames))(
    'keeps the name of %s within its limit',
    (type, { maxLength, pattern }) => {
      expect(names.name(type).length).toBeLessThanOrEqual(maxLength);
      expect(names.name(type)).toMatch(pattern);
    },
  );

  it('is not shorter than the limits demand', () => {
    const rooms = Object.entries(tightNames).map(
      ([type, { maxLength }]) => maxLength - names.name(type).length,
    );
    expect(Math.min(...rooms)).toBe(0);
    expect(environment).toBe('production');
  });
});
