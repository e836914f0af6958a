import { findWorkload, type OwnAssertionGroup } from '../k6/workloads/index.ts';
import { measureExamStart } from './exam-start.ts';
import {
  badRolloutFigures,
  rolloutFigures,
  taskLossFigures,
  taskStopFigures,
  zoneLossFigures,
} from './fault-figures.ts';
import { failoversOf } from './failovers.ts';
import { memoryFigures } from './memory.ts';
import { requestsSinceScaleIn, scaleInsOf } from './scale-in.ts';
import { compareStores, storeFigures } from './session-stores.ts';
import type { Evidences } from './summary.ts';

/** Figures by name, their unit at the name's end; null where it was not measured. */
export type Figures = Readonly<Record<string, number | null>>;

export type OwnFigures = Partial<Readonly<Record<OwnAssertionGroup, Figures>>>;

type Measured = Omit<Evidences, 'assertions'>;

const figuresOf: Readonly<Record<OwnAssertionGroup, (run: Measured) => Figures>> = {
  failover: ({ record }) => {
    const failovers = failoversOf(record);
    return {
      failovers: failovers.length,
      requestsFailed: failovers.reduce((sum, { failedRequests }) => sum + failedRequests, 0),
    };
  },
  'exam-start': examStartFigures,
  'exam-start-burst': examStartFigures,
  'exam-start-unprepared': examStartFigures,
  'scale-in': ({ record, deployedScaling }) => ({
    tasksAtTheEnd: record.capacity.at(-1)?.running ?? null,
    decisions: scaleInsOf(deployedScaling).length,
    requestsFailed: requestsSinceScaleIn(deployedScaling, record.trace)?.failed ?? null,
  }),
  'task-loss': taskLossFigures,
  'task-stop': taskStopFigures,
  rollout: rolloutFigures,
  'bad-rollout': badRolloutFigures,
  'zone-loss': zoneLossFigures,
  memory: memoryFigures,
  'session-stores': ({ record, timeline }) => storeFigures(compareStores(record, timeline)),
};

/** The same for each way to meet an exam, so that they can be compared. */
function examStartFigures({ record, timeline, deployedScaling }: Measured): Figures {
  const measured = measureExamStart(record, timeline, deployedScaling);
  return {
    requests: measured?.requests ?? null,
    requestsFailed: measured?.failed ?? null,
    tasksAtStart: measured?.tasksAtStart ?? null,
    secondsHealthyAhead: measured?.secondsHealthyAhead ?? null,
    secondsUntilFull: measured?.secondsUntilFull ?? null,
    secondsToBurst: measured?.secondsToBurst ?? null,
    secondsToHealthyBurst: measured?.secondsToHealthyBurst ?? null,
    taskSeconds: rounded(measured?.taskSeconds),
    idealTaskSeconds: rounded(measured?.idealTaskSeconds),
  };
}

const rounded = (value: number | undefined) => (value === undefined ? null : Math.round(value));

/** What the run's workload measures beside what every workload does. */
export function ownFigures(run: Measured): OwnFigures {
  const groups = findWorkload(run.record.workload)?.proves ?? [];
  return Object.fromEntries(groups.map((group) => [group, figuresOf[group](run)]));
}
