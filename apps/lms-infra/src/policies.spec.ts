import { loadStage } from './load-stage.ts';
import type { Stage } from './stage.ts';
import { stages } from './stages/index.ts';
import { policyFaults } from './testing/policy-faults.ts';
import { stagePolicies } from './testing/stage-policies.ts';
import { Synthesized } from './testing/synthesized.ts';

const customerKey = 'arn:aws:kms:sa-east-1:123456789012:key/00000000-0000-4000-8000-000000000000';
const production = loadStage({ LMS_STAGE: 'production' });

const cases: [string, Stage][] = [
  ...Object.keys(stages).map((name): [string, Stage] => [name, loadStage({ LMS_STAGE: name })]),
  [
    'production, secrets under keys of their own',
    {
      ...production,
      database: { ...production.database, secretKmsKeyArn: customerKey },
      launchKey: { ...production.launchKey, secretKmsKeyArn: customerKey },
    },
  ],
];

describe.each(cases)('stage %s', (name, stage) => {
  const synthesized = new Synthesized(stage);

  it("has policies of which AWS's service authorization reference knows every action, resource and condition", async () => {
    const policies = await stagePolicies(name, synthesized);
    expect(new Set(policies.map(({ kind }) => kind))).toEqual(new Set(['identity', 'resource', 'trust']));
    const faults = await Promise.all(policies.map(policyFaults));
    expect(faults.flat()).toEqual([]);
  });
});
