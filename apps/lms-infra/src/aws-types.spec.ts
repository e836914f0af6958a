import { awsTypes } from '@edutechbr/toolchain/aws-types';
import { loadStage } from './load-stage.ts';
import { Synthesized } from './testing/synthesized.ts';

it("knows every type of the local stage's stacks, so that a provider built from source has its service", () => {
  // When it fails: npx nx run toolchain:update-aws-types
  const types = new Synthesized(loadStage({ ENVIRONMENT_SUFFIX: 'spec' })).types();
  expect(types.filter((type) => !awsTypes.includes(type))).toEqual([]);
});
