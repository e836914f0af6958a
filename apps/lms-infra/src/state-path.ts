import type { Stage } from './stage.ts';

type Deployment = Pick<Stage, 'name' | 'environmentSuffix'>;

/** Where the state of a stack is, below the folder of all local states. */
export const statePath = ({ name, environmentSuffix }: Deployment, stack: string) =>
  `${name}-${environmentSuffix}/${stack}.tfstate`;

/** Where the state of a stack is in the state bucket. */
export const stateKey = (deployment: Deployment, stack: string) =>
  `edutechbr-lms/${statePath(deployment, stack)}`;
