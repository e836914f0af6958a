import { App } from 'cdktf';
import { join } from 'node:path';
import { BootstrapStack, type Found, type StatePlace } from './bootstrap-stack.ts';
import type { BootstrapSettings } from './settings.ts';

/** An account in which nobody has made anything. */
export const nothingFound: Found = { identityProvider: false, serviceLinkedRoles: [] };

/** Writes the stack to `cdktf.out/stacks/bootstrap/cdk.tf.json`. */
export function synthesize(
  settings: BootstrapSettings,
  projectRoot: string,
  found: Found,
  place: StatePlace,
): void {
  const app = new App({ outdir: join(projectRoot, 'cdktf.out') });
  new BootstrapStack(app, settings, found, place);
  app.synth();
}
