import { environmentSuffixMaxLength, nameLimits, Names, type NameLimit } from '@edutechbr/foundation';
import fc from 'fast-check';
import { loadStage } from './load-stage.ts';
import { stages } from './stages/index.ts';
import { Synthesized } from './testing/synthesized.ts';

const limits: Readonly<Record<string, NameLimit | undefined>> = nameLimits;

/** What AWS would refuse of a resource's name, if anything. */
function nameFault(type: string, value: string): string | undefined {
  const limit = limits[type];
  if (!limit) return `${type} has no limit: add it to libs/foundation/src/name-limits.ts`;
  const { maxLength, pattern, source } = limit;
  if (value.length > maxLength)
    return `${type} ${value} has ${value.length} of at most ${maxLength} characters (${source})`;
  return pattern.test(value) ? undefined : `${type} ${value} does not match ${pattern} (${source})`;
}

/** Suffixes of any length that `environmentSuffixPattern` admits, most of them near the longest. */
const suffixes = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 6 })
  .map((groups) => groups.join('-'));

/** The names of all stages, around their suffix. */
const names = Object.keys(stages).flatMap((stage) => {
  const marker = stage === 'preview' ? 'pr-0marker0' : '0marker0';
  const synthesized = new Synthesized(loadStage({ LMS_STAGE: stage, ENVIRONMENT_SUFFIX: marker }));
  return synthesized.names().map(({ type, value }) => ({ stage, type, parts: value.split(marker) }));
});
const distinct = [...new Map(names.map((name) => [`${name.type} ${name.parts}`, name])).values()];

it('gives no name that AWS refuses, whatever suffix of 10,000 is admitted', () => {
  const check = (suffix: string) => {
    if (suffix.length > environmentSuffixMaxLength) {
      expect(() => new Names({ environmentSuffix: suffix })).toThrow('must have at most');
      return;
    }
    const faults = distinct.flatMap(({ type, parts }) => nameFault(type, parts.join(suffix)) ?? []);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  };
  fc.assert(fc.property(suffixes, check), { numRuns: 10_000 });
}, 120_000);

describe.each(Object.keys(stages))('stage %s', (stage) => {
  it('admits suffixes as long as its names have room for, and no longer', () => {
    const rooms = names
      .filter((name) => name.stage === stage)
      .map(({ type, parts }) => (limits[type]?.maxLength ?? 0) - parts.join('').length);
    expect(Math.min(...rooms)).toBe(environmentSuffixMaxLength);
    const tooLong = 'pr-'.padEnd(environmentSuffixMaxLength + 1, 'x');
    expect(() => loadStage({ LMS_STAGE: stage, ENVIRONMENT_SUFFIX: tooLong })).toThrow(
      'ENVIRONMENT_SUFFIX must be 1 to',
    );
  });
});

it.each([
  ['aws_elasticache_user', 'u'.repeat(41), 'has 41 of at most 40 characters'],
  ['aws_elasticache_user', 'redis--user', 'does not match'],
  ['aws_lb', 'internal-lms', 'does not match'],
  ['aws_s3_bucket', 'Logs', 'does not match'],
  ['aws_sqs_queue', 'lms', 'has no limit'],
])('reports a planted fault: %s %s', (type, value, fault) => {
  expect(nameFault(type, value)).toContain(fault);
});
