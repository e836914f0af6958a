import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import type { TerraformStack } from 'cdktf';
import { emulatedServices } from '../emulated-services.ts';
import type { Stage } from '../stage.ts';

/** Relative to cdktf.out/stacks/<stack> of an app, where Terraform runs. */
export const localCredentialsPath = '../../../../../.local-cloud/aws-credentials';

/** The provider of a stack: AWS in one account and region, or what stands in for it on this machine. */
export function createAwsProvider(
  stack: TerraformStack,
  { region, accountId, awsEndpoint }: Pick<Stage, 'region' | 'accountId' | 'awsEndpoint'>,
): void {
  const provider = new AwsProvider(stack, 'aws', { region, allowedAccountIds: [accountId] });
  if (awsEndpoint !== undefined) emulate(stack, provider, awsEndpoint);
}

function emulate(stack: TerraformStack, provider: AwsProvider, awsEndpoint: string): void {
  // The credentials of the local cloud's start, and nothing of the user's own.
  provider.sharedCredentialsFiles = [localCredentialsPath];
  provider.sharedConfigFiles = [localCredentialsPath];
  provider.profile = 'default';
  provider.skipCredentialsValidation = true;
  provider.skipMetadataApiCheck = 'true';
  provider.s3UsePathStyle = true;
  // S3 Control is asked at a host that begins with the account, and no name server knows it: the endpoint is its own proxy.
  provider.httpProxy = awsEndpoint;
  provider.httpsProxy = '';
  const services = Object.keys(emulatedServices);
  provider.endpoints = [Object.fromEntries(services.map((service) => [service, awsEndpoint]))];
  // The bindings pin the provider exactly; this machine may have an older one that knows all we use.
  stack.addOverride('terraform.required_providers.aws', {
    source: 'hashicorp/aws',
    version: '>= 5.100.0, < 7.0.0',
  });
}
