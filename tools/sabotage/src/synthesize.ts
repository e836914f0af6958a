import { synthesize, type StackName } from '@edutechbr/lms-infra/program';
import type { Stage } from '@edutechbr/lms-infra';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sabotage } from './sabotage.ts';
import { StackJson } from './stack-json.ts';

/** Writes the stage's stacks as they are, but for the one that the sabotage breaks. */
export const synthesizeSabotaged =
  (sabotage: Sabotage) =>
  (stage: Stage, projectRoot: string): void => {
    synthesize(stage, projectRoot);
    breakStack(join(projectRoot, 'cdktf.out'), sabotage);
  };

/** Breaks a stack that has been synthesized. */
export function breakStack(outdir: string, { stack, apply }: Sabotage): void {
  const file = stackFile(outdir, stack);
  const json = new StackJson(readFileSync(file, 'utf8'));
  apply(json);
  writeFileSync(file, json.text);
}

/** A synthesized stack, as Terraform reads it. */
export const stackFile = (outdir: string, stack: StackName) => join(outdir, 'stacks', stack, 'cdk.tf.json');
