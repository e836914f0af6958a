import type { exitCodes } from '@edutechbr/cli';
import type { StackName } from '@edutechbr/lms-infra/program';
import type { StackJson } from './stack-json.ts';

/** What has to go red, and how. */
export interface Red {
  readonly by: 'deploy' | 'load-test';
  readonly exitCode: (typeof exitCodes)['deployFailed' | 'loadTestFailed' | 'wrongUsage' | 'missingTool'];
  /** What names the cause in the line that the program ends with. */
  readonly says: RegExp;
  /** The assertions that fail, and no others. @default - the run ends before any is judged */
  readonly fails?: readonly string[];
}

/** One thing that is wrong in one stack. */
export interface Sabotage {
  /** For `--only` and `--from`. */
  readonly id: string;
  /** What is broken, in the words of the issue. */
  readonly title: string;
  /** The only stack that is changed. */
  readonly stack: StackName;
  readonly apply: (stack: StackJson) => void;
  /** A stack that takes a value which the change makes anew, and is deployed again with it. @default - none */
  readonly passesValuesTo?: StackName;
  /**
   * Whether tasks have to start anew to meet the change: those that run have been given what they need before.
   * @default false
   */
  readonly restartsTasks?: boolean;
  /** @default - the run has to stay green: the service heals what is done to it */
  readonly goesRed?: Red;
}

/** The stacks that differ from what they should be after a sabotage. */
export const brokenStacks = ({ stack, passesValuesTo }: Sabotage): StackName[] =>
  passesValuesTo ? [stack, passesValuesTo] : [stack];
