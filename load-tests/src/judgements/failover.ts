import { MAX_SECONDS_TO_RECOVER, MIN_ANSWERS_LOOKED_UP, type Evidence } from '../k6/workloads/index.ts';
import type { RunEvent } from '../run/run-record.ts';
import type { Failover } from '../summary/failovers.ts';
import type { K6Results } from '../summary/k6-export.ts';
import { count, type Judgement } from './judgement.ts';

export function judgePromotions(events: readonly RunEvent[], wanted: number): Judgement {
  const promotions = events.filter(({ label }) => label.endsWith('is the primary of Redis')).length;
  const problems = events.filter(({ kind }) => kind === 'problem').map(({ label }) => label);
  return {
    passed: wanted > 0 && promotions === wanted && problems.length === 0,
    expected: `${wanted} primaries lost, ${wanted} replicas promoted`,
    observed: [`${promotions} replicas promoted`, ...problems].join('; '),
  };
}

export function judgeRecovery(failovers: readonly Failover[], evidence: Evidence): Judgement {
  const limit = MAX_SECONDS_TO_RECOVER[evidence];
  const say = ({ secondsToRecover, failedRequests }: Failover) =>
    `${secondsToRecover === undefined ? 'never written again' : `${secondsToRecover.toFixed(1)} s`}, ${failedRequests} requests failed`;
  return {
    passed:
      failovers.length > 0 && failovers.every(({ secondsToRecover = Infinity }) => secondsToRecover <= limit),
    expected: `at most ${limit} s without a session written, after each failover`,
    observed: failovers.map(say).join('; ') || 'no failover',
  };
}

export function judgeAnswers(
  { answersSaved, answersKept, answersLost }: K6Results,
  evidence: Evidence,
): Judgement {
  return {
    // Those of students whose last look-up failed were not looked up.
    passed:
      answersKept > 0 && answersLost === 0 && answersKept >= MIN_ANSWERS_LOOKED_UP[evidence] * answersSaved,
    expected: 'every acknowledged answer is there when it is looked up',
    observed: `${count(answersSaved)} acknowledged, ${count(answersKept)} found, ${count(answersLost)} lost`,
  };
}

export function judgeDurableSignIns({
  durableSignIns,
  durableSessionsLost,
  sessionsLost,
}: K6Results): Judgement {
  return {
    passed: durableSignIns > 0 && durableSessionsLost === 0,
    expected: '0 sessions lost of those whose sign-in waited for a replica',
    observed:
      `${count(durableSessionsLost)} lost of ${count(durableSignIns)} of those; ` +
      `${count(sessionsLost - durableSessionsLost)} of the others`,
  };
}
