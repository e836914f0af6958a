// What tests of other apps need to judge stacks and calls of AWS.
export { overlapInArn } from './authorization-reference.ts';
export { fakeAws, type Answers } from './fake-aws.ts';
export { policyFaults, type Policy } from './policy-faults.ts';
export { stagePolicies } from './stage-policies.ts';
export { Synthesized } from './synthesized.ts';
