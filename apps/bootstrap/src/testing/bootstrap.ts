import { previewStage, productionStage } from '@edutechbr/lms-infra';
import { loadStage } from '@edutechbr/lms-infra/program';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account } from '../account.ts';
import { nothingFound, synthesize } from '../app.ts';
import { bootstrapStack, type Found, type StatePlace } from '../bootstrap-stack.ts';
import { bootstrapSettings, type BootstrapSettings } from '../settings.ts';

type Attributes = Readonly<Record<string, unknown>>;

interface StackJson {
  readonly terraform: { readonly backend: Readonly<Record<string, Attributes>> };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

const stages = { preview: previewStage, production: productionStage };

/** The account of the documentation, with both of AWS's stages in it. */
export const settings: BootstrapSettings = bootstrapSettings(
  loadStage({ LMS_STAGE: 'production' }),
  stages,
  account,
);

/** The stack as Terraform will read it. */
export function synthesized(found: Found = nothingFound, place: StatePlace = 'bucket'): StackJson {
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  try {
    synthesize(settings, folder, found, place);
    return JSON.parse(readFileSync(join(folder, 'cdktf.out/stacks', bootstrapStack, 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All resources of a type, by their names in the stack. */
export const all = (stack: StackJson, type: string) => Object.entries(stack.resource[type] ?? {});
