import { ExitError } from '@edutechbr/cli';
import { ConfigurationError } from '@edutechbr/foundation';
import { App, type AppConfig } from 'cdktf';
import { join } from 'node:path';
import { placeProviderLock } from './provider-lock.ts';
import type { Stage } from './stage.ts';
import { CacheStack } from './stacks/cache-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import { StorageStack } from './stacks/storage-stack.ts';

/** In the order in which they are deployed; cache, storage and edge side by side. */
export const stackNames = ['network', 'cache', 'storage', 'edge', 'service'] as const;

export type StackName = (typeof stackNames)[number];

/** The stacks whose values a stack takes. */
export const stackDependencies: Readonly<Record<StackName, readonly StackName[]>> = {
  network: [],
  cache: ['network'],
  storage: ['network'],
  edge: ['network'],
  service: ['network', 'cache', 'storage', 'edge'],
};

/**
 * The stage as stacks, not yet written.
 *
 * @throws ExitError when a construct refuses a setting.
 */
export function createApp(stage: Stage, config?: AppConfig): App {
  const app = new App(config);
  try {
    const { network } = new NetworkStack(app, 'network', stage);
    const { cache } = new CacheStack(app, 'cache', stage, network);
    const { content } = new StorageStack(app, 'storage', stage, network);
    const { loadBalancer } = new EdgeStack(app, 'edge', stage, network);
    new ServiceStack(app, 'service', stage, { network, loadBalancer, cache, content });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new ExitError('wrongUsage', error.message);
    throw error;
  }
  return app;
}

/** Writes the stage's stacks to `cdktf.out/stacks/<stack>/cdk.tf.json`, or nothing when a setting is refused. */
export function synthesize(stage: Stage, projectRoot: string): void {
  const outdir = join(projectRoot, 'cdktf.out');
  createApp(stage, { outdir }).synth();
  if (stage.awsEndpoint !== undefined) return;
  for (const stack of stackNames) placeProviderLock(projectRoot, join(outdir, 'stacks', stack));
}
