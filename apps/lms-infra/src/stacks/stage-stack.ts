import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { Names, TagsAspect, type DeploymentContext } from '@edutechbr/foundation';
import { Aspects, LocalBackend, S3Backend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { emulatedServices } from '../emulated-services.ts';
import type { Outputs } from '../outputs.ts';
import type { Stage } from '../stage.ts';

/** Relative to cdktf.out/stacks/<stack>, where Terraform runs. */
const localCredentialsFile = '../../../../../.local-cloud/aws-credentials';

/** What all stacks of a stage have in common: provider, state and tags. */
export class StageStack extends TerraformStack {
  protected readonly context: DeploymentContext;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const { region, accountId, environmentSuffix } = stage;
    this.context = { region, accountId, names: new Names({ environmentSuffix }) };

    if (stage.awsEndpoint === undefined) this.createProvider(stage);
    else this.createEmulatedProvider(stage, stage.awsEndpoint);
    this.createBackend(stage);
    Aspects.of(this).add(new TagsAspect({ stage: stage.name }));
  }

  /** Makes a value part of what `lms-infra:outputs` prints. */
  protected output<Name extends keyof Outputs>(name: Name, value: Outputs[Name]): void {
    new TerraformOutput(this, name, { value });
  }

  private createProvider({ region, accountId }: Stage): AwsProvider {
    return new AwsProvider(this, 'aws', { region, allowedAccountIds: [accountId] });
  }

  private createEmulatedProvider(stage: Stage, awsEndpoint: string): void {
    const provider = this.createProvider(stage);
    // The credentials of the local cloud's start, and nothing of the user's own.
    provider.sharedCredentialsFiles = [localCredentialsFile];
    provider.sharedConfigFiles = [localCredentialsFile];
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
    this.addOverride('terraform.required_providers.aws', {
      source: 'hashicorp/aws',
      version: '>= 5.100.0, < 7.0.0',
    });
  }

  private createBackend({ name, environmentSuffix, backend, region }: Stage): void {
    const state = `${name}-${environmentSuffix}/${this.node.id}.tfstate`;
    if (backend.type === 'local') {
      // Relative to cdktf.out/stacks/<stack>, where Terraform runs.
      new LocalBackend(this, { path: `../../../state/${state}` });
      return;
    }
    new S3Backend(this, { bucket: backend.bucket, key: `edutechbr-lms/${state}`, region, encrypt: true });
    // Terraform's own lock beside the state; cdktf's S3Backend does not know the setting yet.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}
