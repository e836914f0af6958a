import { awsTypes } from '@edutechbr/toolchain/aws-types';
import { loadStage } from './load-stage.ts';
import { Synthesized } from './testing/synthesized.ts';

it("knows every type of the local stage's stacks, so that a provider built from source has its service", () => {
  const { stacks } = new Synthesized(loadStage({ ENVIRONMENT_SUFFIX: 'spec' }));
  const types = Object.values(stacks)
    .flatMap(({ resource, data }) => Object.keys({ ...resource, ...data }))
    .filter((type) => type.startsWith('aws_'));
  // When it fails: npx nx run toolchain:update-aws-types
  expect([...new Set(types)].sort()).toEqual(awsTypes);
});
