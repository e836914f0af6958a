import { percent } from '../judgements/judgement.ts';
import { MAX_ERROR_RATE, MAX_ERROR_RATE_OF_ZONE_LOSS } from '../k6/workloads/index.ts';
import { readFigure, type Figure } from './figure.ts';
import type { ReportData } from './report-data.ts';

export const taskLossFigures: readonly Figure[] = [
  {
    label: 'Longest time to replace a killed task',
    path: 'figures.task-loss.secondsToReplace',
    unit: 's',
  },
  { label: 'Requests that failed', path: 'figures.task-loss.requestsFailed' },
];

export const taskLossInASentence = replacedInASentence('killed', 'task-loss');

export const taskStopFigures: readonly Figure[] = [
  {
    label: 'Longest time to replace a stopped task',
    path: 'figures.task-stop.secondsToReplace',
    unit: 's',
  },
  { label: 'Requests that failed', path: 'figures.task-stop.requestsFailed', limit: '0' },
];

export const taskStopInASentence = replacedInASentence('stopped', 'task-stop');

export const rolloutFigures: readonly Figure[] = [
  { label: 'Longest rollout', path: 'figures.rollout.secondsToRollOut', unit: 's' },
  { label: 'Requests that failed', path: 'figures.rollout.requestsFailed', limit: '0' },
];

export const rolloutInASentence = (data: ReportData): string =>
  `a new revision served alone within ${readFigure(data, 'figures.rollout.secondsToRollOut', 's')}, ` +
  failed(data, 'rollout');

export const badRolloutFigures: readonly Figure[] = [
  {
    label: 'Until the former revision served alone',
    path: 'figures.bad-rollout.secondsToRollBack',
    unit: 's',
  },
  {
    label: 'Requests that failed',
    path: 'figures.bad-rollout.requestsFailed',
    limit: `at most ${percent(MAX_ERROR_RATE)} of them`,
  },
];

export const badRolloutInASentence = (data: ReportData): string =>
  `a bad revision was taken back after ${readFigure(data, 'figures.bad-rollout.secondsToRollBack', 's')}, ` +
  failed(data, 'bad-rollout');

export const zoneLossFigures: readonly Figure[] = [
  {
    label: 'Until the other zones had taken over',
    path: 'figures.zone-loss.secondsToRecover',
    unit: 's',
  },
  {
    label: 'Answered with 5xx in the five minutes after',
    path: 'figures.zone-loss.errorRate',
    unit: 'share',
    limit: ({ summary }) => `below ${percent(MAX_ERROR_RATE_OF_ZONE_LOSS[summary.evidence])}`,
  },
];

export const zoneLossInASentence = (data: ReportData): string =>
  `the other zones had taken over within ${readFigure(data, 'figures.zone-loss.secondsToRecover', 's')}, ` +
  `${readFigure(data, 'figures.zone-loss.errorRate', 'share')} of the requests of five minutes were answered with 5xx`;

const failed = (data: ReportData, group: 'rollout' | 'bad-rollout' | 'task-loss' | 'task-stop'): string =>
  `${readFigure(data, `figures.${group}.requestsFailed`)} requests failed`;

function replacedInASentence(what: string, group: 'task-loss' | 'task-stop'): (data: ReportData) => string {
  return (data) =>
    `${what} tasks were replaced within ${readFigure(data, `figures.${group}.secondsToReplace`, 's')}, ` +
    failed(data, group);
}
