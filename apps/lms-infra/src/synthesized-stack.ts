import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const named = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));
const stackSchema = z.object({ resource: named, data: named.default({}) });

/** What we read of a synthesized stack: resources and data sources, by type, then by name. */
export type SynthesizedStack = z.infer<typeof stackSchema>;

export async function readSynthesized(projectRoot: string, stack: string): Promise<SynthesizedStack> {
  const file = join(projectRoot, 'cdktf.out/stacks', stack, 'cdk.tf.json');
  return stackSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}
