import type { RecordedAssertion } from '../assertions/recording.ts';
import { assertionIdsOf, groupsOwedBy, type AssertionGroup } from '../judgements/judgement.ts';
import { charts, type Chart } from './charts/index.ts';
import { questions } from './questions.ts';
import type { Figure } from './figure.ts';
import type { ReportData } from './report-data.ts';

/** A question with what a run answers to it. */
export interface Answer {
  readonly group: AssertionGroup;
  readonly question: string;
  readonly passed: boolean;
  /** One sentence: what was observed, first of all where it is not as it should be. */
  readonly sentence: string;
  readonly figures: readonly Figure[];
  /** Those that failed come first. */
  readonly assertions: readonly RecordedAssertion[];
  /** Those that no earlier answer has. */
  readonly charts: readonly Chart[];
}

/** The run's answers: first those that failed; then to what its own workload asks, then to what every workload does. */
export function answersOf(data: ReportData): Answer[] {
  const drawn = new Set<string>();
  return groupsOf(data).map((group) => {
    const { asks, says, figures = [], charts: names = [] } = questions[group];
    const assertions = failedFirst(assertionsOf(group, data));
    const fresh = names.filter((name) => !drawn.has(name));
    fresh.forEach((name) => drawn.add(name));
    const passed = allPassed(assertions);
    return {
      group,
      question: asks(data),
      passed,
      sentence: sentence(passed && says ? says(data) : observed(assertions)),
      figures,
      assertions,
      charts: fresh.flatMap((name) => charts[name](data) ?? []),
    };
  });
}

function groupsOf(data: ReportData): AssertionGroup[] {
  const groups = Object.keys(questions) as AssertionGroup[];
  const own = groups.filter((group) => !isCommon(group));
  const judged = [...own, ...groups.filter(isCommon)].flatMap((group) => {
    const assertions = assertionsOf(group, data);
    return assertions.length > 0 ? [{ group, passed: allPassed(assertions) }] : [];
  });
  return failedFirst(judged).map(({ group }) => group);
}

/** Whether every workload answers it. */
export function isCommon(group: AssertionGroup): boolean {
  return groupsOwedBy(undefined).includes(group);
}

function assertionsOf(group: AssertionGroup, { summary }: ReportData): RecordedAssertion[] {
  const ids = assertionIdsOf([group]);
  return summary.assertions.filter(({ id }) => ids.includes(id));
}

function failedFirst<T extends { readonly passed: boolean }>(judged: readonly T[]): T[] {
  return [...judged].sort((left, right) => Number(left.passed) - Number(right.passed));
}

function allPassed(assertions: readonly RecordedAssertion[]): boolean {
  return assertions.every(({ passed }) => passed);
}

/** By the first assertion: one that failed, if any did. */
function observed(assertions: readonly RecordedAssertion[]): string {
  const failed = assertions.filter(({ passed }) => !passed).length;
  const more = failed > 1 ? `; ${failed - 1} more of its assertions failed` : '';
  return `${assertions[0]?.observed}${more}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
