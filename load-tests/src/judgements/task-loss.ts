import type { RunEvent } from '../run/run-record.ts';
import type { Aftermath } from '../summary/aftermath.ts';
import { count, type Judgement } from './judgement.ts';

/** What a killed task was asked has failed, and is only counted: `load.errors` bounds it. */
export function judgeKilledTasks(aftermaths: readonly Aftermath[], wanted: number): Judgement {
  return {
    passed: allReplaced(aftermaths, wanted),
    expected: `${wanted} tasks killed, each replaced`,
    observed: describeLosses(aftermaths),
  };
}

/** A task that is stopped is drained: it answers what it has, and gets no more. */
export function judgeStoppedTasks(aftermaths: readonly Aftermath[], wanted: number): Judgement {
  return {
    passed: allReplaced(aftermaths, wanted) && aftermaths.every(({ failedRequests }) => failedRequests === 0),
    expected: `${wanted} tasks stopped, each replaced, 0 requests failed`,
    observed: describeLosses(aftermaths),
  };
}

export const isKill = ({ label }: RunEvent): boolean => / gets (SIGKILL|SIGTERM from AWS FIS)$/.test(label);
export const isStop = ({ label }: RunEvent): boolean => label.endsWith('gets SIGTERM');

const allReplaced = (aftermaths: readonly Aftermath[], wanted: number): boolean =>
  wanted > 0 &&
  aftermaths.length === wanted &&
  aftermaths.every(({ secondsToRecover }) => secondsToRecover !== undefined);

function describeLosses(aftermaths: readonly Aftermath[]): string {
  const seconds = aftermaths.flatMap(({ secondsToRecover }) => secondsToRecover ?? []);
  const failed = aftermaths.map(({ failedRequests }) => failedRequests);
  if (failed.length === 0) return 'no task was lost';
  return (
    `${failed.length} lost, ${seconds.length} replaced` +
    (seconds.length > 0 ? ` within ${count(Math.max(...seconds))} s` : '') +
    `, ${count(failed.reduce((sum, each) => sum + each, 0))} requests failed (${failed.join(', ')})`
  );
}
