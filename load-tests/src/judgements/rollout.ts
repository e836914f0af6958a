import type { RunEvent } from '../run/run-record.ts';
import type { Aftermath } from '../summary/aftermath.ts';
import { count, percent, type Judgement } from './judgement.ts';

/** The new revision, and then the former one. */
const ROLLOUTS = 2;

export function judgeRollouts(aftermaths: readonly Aftermath[]): Judgement {
  const seconds = aftermaths.map(({ secondsToRecover }) => secondsToRecover);
  return {
    passed: aftermaths.length === ROLLOUTS && seconds.every((each) => each !== undefined),
    expected: 'a new revision serves alone, and then the former one again',
    observed:
      aftermaths.map(({ event }, index) => `${event.label}: ${duration(seconds[index])}`).join('; ') ||
      'nothing was rolled out',
  };
}

/** @param maxErrorRate Share of the requests from the beginning of the rollout on. */
export function judgeRolloutRequests(aftermaths: readonly Aftermath[], maxErrorRate: number): Judgement {
  const sum = (of: 'requests' | 'failedRequests') =>
    aftermaths.reduce((total, aftermath) => total + aftermath[of], 0);
  const [requests, failed] = [sum('requests'), sum('failedRequests')];
  return {
    passed: requests > 0 && failed <= maxErrorRate * requests,
    expected:
      maxErrorRate === 0 ? '0 requests failed' : `at most ${percent(maxErrorRate)} of the requests failed`,
    observed: `${count(failed)} of ${count(requests)} requests failed`,
  };
}

/** @param current The revision that the service has afterwards, as an ARN. */
export function judgeRollback([rollout]: readonly Aftermath[], current: string): Judgement {
  const expected = 'the circuit breaker gives the bad revision up, and the former one serves alone';
  if (!rollout) return { passed: false, expected, observed: 'nothing was rolled out' };
  const { recoveries, secondsToRecover } = rollout;
  const found = (text: string) => recoveries.find(({ label }) => label.includes(text));
  const [givenUp, former] = [found('is given up'), found('serves alone')];
  const isBack = former !== undefined && former.label.includes(` ${current.split('/').at(-1)} `);
  return {
    passed: givenUp !== undefined && isBack,
    expected,
    observed: `${givenUp?.label ?? 'it was not given up'}; ${former ? `${former.label} after ${duration(secondsToRecover)}` : 'the former one did not come back'}`,
  };
}

export const isRollout = ({ kind, label }: RunEvent): boolean => kind === 'change' && rolledOut(label);
export const isBadRollout = ({ kind, label }: RunEvent): boolean => kind === 'fault' && rolledOut(label);

const rolledOut = (label: string) => label.includes('is rolled out');

const duration = (seconds: number | undefined): string =>
  seconds === undefined ? 'never finished' : `${Math.round(seconds)} s`;
