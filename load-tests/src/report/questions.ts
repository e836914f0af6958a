import type { AssertionGroup } from '../judgements/judgement.ts';
import { count } from '../judgements/judgement.ts';
import { findWorkload, mustScale } from '../k6/workloads/index.ts';
import type { ChartName } from './charts/index.ts';
import { examStartBurstFigures, examStartFigures, examStartUnpreparedFigures } from './exam-start-figures.ts';
import {
  failoverFigures,
  failoverInASentence,
  loadFigures,
  memoryFigures,
  memoryInASentence,
  redisFigures,
  scalingFigures,
  storeFigures,
  storesInASentence,
} from './figures.ts';
import {
  badRolloutFigures,
  badRolloutInASentence,
  rolloutFigures,
  rolloutInASentence,
  taskLossFigures,
  taskLossInASentence,
  taskStopFigures,
  taskStopInASentence,
  zoneLossFigures,
  zoneLossInASentence,
} from './fault-figures.ts';
import type { Figure } from './figure.ts';
import type { ReportData } from './report-data.ts';

/** What a group of assertions answers, and what shows the answer. */
export interface Question {
  /** As a person asks it. */
  readonly asks: (data: ReportData) => string;

  /** The answer in a sentence when all is well. @default - what the first assertion of the group observed */
  readonly says?: (data: ReportData) => string;

  /** @default - none: the assertions say it all */
  readonly figures?: readonly Figure[];

  /** One that an earlier question shows already is not drawn again. @default - none */
  readonly charts?: readonly ChartName[];
}

/** What the report is made of: a question for each group of assertions. */
export const questions: Readonly<Record<AssertionGroup, Question>> = {
  load: {
    asks: ({ record }) => `Are ${count(record.sessions)} students served?`,
    figures: loadFigures,
    charts: ['requests', 'failures', 'errors', 'responseTime'],
  },
  scaling: {
    asks: ({ record }) =>
      mustScale(findWorkload(record.workload), record) ? 'Does it scale?' : 'Is it ready to scale?',
    figures: scalingFigures,
    charts: ['tasks', 'cpu', 'memory'],
  },
  redis: {
    asks: () => 'Are sessions kept in Redis?',
    figures: redisFigures,
    charts: ['sessions', 'hits', 'sessionWork', 'redisCpu'],
  },
  service: {
    asks: () => 'Is the service sound?',
  },
  failover: {
    asks: () => 'Does it survive the loss of the primary of Redis?',
    says: failoverInASentence,
    figures: failoverFigures,
    charts: ['sessionWrites', 'failures'],
  },
  'exam-start': {
    asks: () => 'Does an exam that is announced start well?',
    figures: examStartFigures,
    charts: ['tasks', 'failures', 'responseTime', 'cpu'],
  },
  'exam-start-burst': {
    asks: () => 'How soon does the burst policy answer an exam that nobody announced?',
    figures: examStartBurstFigures,
    charts: ['tasks', 'failures', 'responseTime', 'cpu'],
  },
  'exam-start-unprepared': {
    asks: () => 'What becomes of an exam that nobody prepared?',
    figures: examStartUnpreparedFigures,
    charts: ['tasks', 'failures', 'responseTime', 'cpu'],
  },
  'scale-in': {
    asks: () => 'Are tasks taken away without harm when the load is gone?',
    figures: [
      { label: 'Tasks at the end', path: 'figures.scale-in.tasksAtTheEnd' },
      { label: 'Requests that failed meanwhile', path: 'figures.scale-in.requestsFailed', limit: '0' },
    ],
    charts: ['tasks', 'failures'],
  },
  memory: {
    asks: () => 'Does memory scale it as well?',
    says: memoryInASentence,
    figures: memoryFigures,
    charts: ['memory', 'cpu', 'tasks'],
  },
  'session-stores': {
    asks: () => 'Does Redis make it faster?',
    says: storesInASentence,
    figures: storeFigures,
    charts: ['sessionsByStoreP50', 'sessionsByStoreP99', 'databaseCpu', 'cpu'],
  },
  'task-loss': {
    asks: () => 'Does it survive the loss of tasks?',
    says: taskLossInASentence,
    figures: taskLossFigures,
    charts: ['tasks', 'failures'],
  },
  'task-stop': {
    asks: () => 'Does nobody notice when tasks are stopped?',
    says: taskStopInASentence,
    figures: taskStopFigures,
    charts: ['tasks', 'failures'],
  },
  rollout: {
    asks: () => 'Can a new revision be rolled out while students work?',
    says: rolloutInASentence,
    figures: rolloutFigures,
    charts: ['tasks', 'failures'],
  },
  'bad-rollout': {
    asks: () => 'Is a revision taken back that cannot work?',
    says: badRolloutInASentence,
    figures: badRolloutFigures,
    charts: ['tasks', 'failures'],
  },
  'zone-loss': {
    asks: () => 'Does it survive the loss of a zone?',
    says: zoneLossInASentence,
    figures: zoneLossFigures,
    charts: ['tasks', 'errors', 'failures', 'sessionWrites'],
  },
};
