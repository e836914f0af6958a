import type { Condition } from './policy.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

/** Values of condition keys in a request; a key that is not there is not in the request. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export type ConditionResult =
  | 'met'
  | 'unmet'
  /** Text that names the operator that is not evaluated here. */
  | { readonly unknown: string };

type Comparison = (policyValue: string, requestValue: string) => boolean;

const equal: Comparison = (a, b) => a === b;
const equalIgnoringCase: Comparison = (a, b) => a.toLowerCase() === b.toLowerCase();

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: equalIgnoringCase,
};

/**
 * A statement's condition block: every operator and every key must be met (IAM user guide, "IAM JSON policy elements:
 * Condition operators"). An operator that is not known here is never met, and said.
 */
export function evaluateCondition(condition: Condition, context: RequestContext): ConditionResult {
  const valuesOf = valuesByKey(context);
  const results = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) =>
      evaluateOperator(operator, wanted, valuesOf.get(key.toLowerCase())),
    ),
  );
  // What is certainly not met needs no further question.
  return results.find((result) => result === 'unmet') ?? results.find((result) => result !== 'met') ?? 'met';
}

/** The names of keys are compared without regard to case. */
function valuesByKey(context: RequestContext): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()]));
}

function evaluateOperator(
  operator: string,
  wanted: readonly string[],
  values: readonly string[] | undefined,
): ConditionResult {
  const [, set, name = '', ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return met(wanted.includes(String(values === undefined)));
  const negated = /Not(?=Equals|Like)/.test(name);
  const compare = comparisons[name.replace(/Not(?=Equals|Like)/, '')];
  if (!compare) return { unknown: operator };
  // A key that is not in the request does not match; the negated operators are then met.
  if (values === undefined) return met(negated || ifExists !== undefined || set === 'ForAllValues');
  const holds = (value: string) => wanted.some((each) => compare(each, value)) !== negated;
  return met(set === 'ForAllValues' || (negated && !set) ? values.every(holds) : values.some(holds));
}

const met = (holds: boolean): ConditionResult => (holds ? 'met' : 'unmet');
