export { nx, programs, workspaceRoot, type Deployment } from './programs.ts';
export { runSteps, type Step } from './steps.ts';
export { takeDown } from './take-down.ts';
