import { isBadRollout, isRollout } from '../judgements/rollout.ts';
import { isKill, isStop } from '../judgements/task-loss.ts';
import { errorsAfter, isZoneLoss } from '../judgements/zone-loss.ts';
import type { Timeline } from '../metrics/timeline.ts';
import type { RunEvent, RunRecord } from '../run/run-record.ts';
import { aftermathsOf, type Aftermath } from './aftermath.ts';

interface Measured {
  readonly record: RunRecord;
  readonly timeline: Timeline;
}

const replacementFigures =
  (selects: Selects) =>
  ({ record }: Measured) => ({
    secondsToReplace: longest(record, selects),
    requestsFailed: requestsFailed(record, selects),
  });

export const taskLossFigures = replacementFigures(isKill);
export const taskStopFigures = replacementFigures(isStop);

export const rolloutFigures = ({ record }: Measured) => ({
  secondsToRollOut: longest(record, isRollout),
  requestsFailed: requestsFailed(record, isRollout),
});

export const badRolloutFigures = ({ record }: Measured) => ({
  secondsToRollBack: longest(record, isBadRollout),
  requestsFailed: requestsFailed(record, isBadRollout),
});

export function zoneLossFigures({ record, timeline }: Measured) {
  const [loss] = aftermathsOf(record, isZoneLoss);
  return {
    secondsToRecover: longest(record, isZoneLoss),
    errorRate: loss ? errorRate(loss, errorsAfter(loss.event, timeline)) : null,
  };
}

const errorRate = ({ requests }: Aftermath, errors: number | undefined): number | null =>
  errors === undefined || requests === 0 ? null : errors / requests;

type Selects = (event: RunEvent) => boolean;

/** Until the system was whole again; null when it once was not, or when there was nothing to recover from. */
function longest(record: RunRecord, selects: Selects): number | null {
  const seconds = aftermathsOf(record, selects).map(({ secondsToRecover = Infinity }) => secondsToRecover);
  const most = Math.max(...seconds);
  return Number.isFinite(most) ? most : null;
}

const requestsFailed = (record: RunRecord, selects: Selects): number =>
  aftermathsOf(record, selects).reduce((sum, { failedRequests }) => sum + failedRequests, 0);
