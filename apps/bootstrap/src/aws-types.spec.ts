import { loadStage } from '@edutechbr/lms-infra/program';
import { Synthesized } from '@edutechbr/lms-infra/testing';
import { awsTypes } from '@edutechbr/toolchain/aws-types';
import { synthesized } from './testing/bootstrap.ts';

it("has every type, and none that neither it nor the local stage's stacks use", () => {
  const own = Object.keys(synthesized().resource);
  const types = [...own, ...new Synthesized(loadStage({})).types()];
  // When it fails: npx nx run toolchain:update-aws-types
  expect([...new Set(types)].sort()).toEqual(awsTypes);
});
