import { context } from '@edutechbr/foundation/testing';
import { TerraformStack, type App } from 'cdktf';
import { Network } from '../index.ts';

/** A network of three zones in a stack of its own, as the app has it, for tests of what is put into it. */
export function createNetwork(app: App): Network {
  return new Network(new TerraformStack(app, 'network'), 'network', {
    context,
    cidrBlock: '10.0.0.0/16',
    availabilityZones: ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'],
  });
}
