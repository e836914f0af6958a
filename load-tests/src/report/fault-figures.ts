import { percent } from '../judgements/judgement.ts';
import { MAX_ERROR_RATE_OF_LOSS } from '../judgements/zone-loss.ts';
import { MAX_ERROR_RATE } from '../k6/workloads/index.ts';
import type { Figure } from './figure.ts';

export const taskLossFigures: readonly Figure[] = [
  {
    label: 'Longest time to replace a killed task',
    path: 'figures.task-loss.secondsToReplace',
    unit: 's',
  },
  { label: 'Requests that failed', path: 'figures.task-loss.requestsFailed' },
];

export const taskStopFigures: readonly Figure[] = [
  {
    label: 'Longest time to replace a stopped task',
    path: 'figures.task-stop.secondsToReplace',
    unit: 's',
  },
  { label: 'Requests that failed', path: 'figures.task-stop.requestsFailed', limit: '0' },
];

export const rolloutFigures: readonly Figure[] = [
  { label: 'Longest rollout', path: 'figures.rollout.secondsToRollOut', unit: 's' },
  { label: 'Requests that failed', path: 'figures.rollout.requestsFailed', limit: '0' },
];

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
    limit: `below ${percent(MAX_ERROR_RATE_OF_LOSS)}`,
  },
];
