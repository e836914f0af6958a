import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role/index.js';
import { Names, TagsAspect } from '@edutechbr/foundation';
import { serviceLinkedRoles, type ServiceLinkedRole } from '@edutechbr/lms-infra';
import { createAwsProvider, localCredentialsPath } from '@edutechbr/lms-infra/program';
import { Aspects, LocalBackend, S3Backend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { awsAudience, githubIssuer } from './github-trust.ts';
import { ImageRepository } from './image-repository.ts';
import { Scope } from './policies/scope.ts';
import type { BootstrapSettings, DeployedStage } from './settings.ts';
import { StageRoles } from './stage-roles.ts';
import { StateBucket } from './state-bucket.ts';

/** What an account has one of, and others may have made: it is used, and left alone by a destroy. */
export interface Found {
  readonly identityProvider: boolean;
  readonly serviceLinkedRoles: readonly ServiceLinkedRole[];
}

/** Where the state of the bootstrap is: a file while there is no state bucket, an object in it afterwards. */
export type StatePlace = 'file' | 'bucket';

export const bootstrapStack = 'bootstrap';

/** Of its state in the state bucket. */
export const bootstrapKey = 'edutechbr-lms/bootstrap.tfstate';

/** What an account needs once, before the LMS is deployed to it. */
export class BootstrapStack extends TerraformStack {
  private readonly settings: BootstrapSettings;

  constructor(scope: Construct, settings: BootstrapSettings, found: Found, place: StatePlace) {
    super(scope, bootstrapStack);
    this.settings = settings;
    createAwsProvider(this, settings);
    this.keepState(place);
    new StateBucket(this, 'states', { bucketName: settings.stateBucket });
    new ImageRepository(this, 'images', { repositoryName: settings.imageRepository });
    this.createServiceLinkedRoles(found);
    const providerArn = this.identityProvider(found);
    for (const stage of settings.stages) this.createRoles(stage, providerArn);
    Aspects.of(this).add(new TagsAspect({ stage: bootstrapStack }));
  }

  private keepState(place: StatePlace): void {
    const { stateBucket: bucket, region, awsEndpoint } = this.settings;
    if (place === 'file') {
      // Relative to cdktf.out/stacks/bootstrap, where Terraform runs.
      new LocalBackend(this, { path: `../../../${stateFile(this.settings)}` });
      return;
    }
    new S3Backend(this, { bucket, key: bootstrapKey, region, encrypt: true });
    // Terraform's own lock beside the state; cdktf's S3Backend does not know the setting yet.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
    if (awsEndpoint === undefined) return;
    const emulated = {
      endpoints: { s3: awsEndpoint },
      use_path_style: true,
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
      skip_metadata_api_check: true,
      shared_credentials_files: [localCredentialsPath],
      shared_config_files: [localCredentialsPath],
      profile: 'default',
    };
    for (const [name, value] of Object.entries(emulated))
      this.addOverride(`terraform.backend.s3.${name}`, value);
  }

  private createServiceLinkedRoles(found: Found): void {
    for (const [id, { service }] of Object.entries(serviceLinkedRoles))
      if (!found.serviceLinkedRoles.some((each) => each === id))
        new IamServiceLinkedRole(this, `service-linked-role-${id}`, { awsServiceName: service });
  }

  /** An account has one provider of an issuer, so that its ARN is known. */
  private identityProvider({ identityProvider }: Found): string {
    if (identityProvider) return `arn:aws:iam::${this.settings.accountId}:oidc-provider/${githubIssuer}`;
    return new IamOpenidConnectProvider(this, 'github', {
      url: `https://${githubIssuer}`,
      clientIdList: [awsAudience],
    }).arn;
  }

  private createRoles(stage: DeployedStage, providerArn: string): void {
    const names = new Names({ environmentSuffix: suffixOf(stage) });
    const scope = new Scope(this.settings, stage);
    const roles = new StageRoles(this, `roles-${stage.name}`, { names, scope, providerArn });
    new TerraformOutput(this, `${stage.name}-deploy-role`, { value: roles.deployRoleArn });
    new TerraformOutput(this, `${stage.name}-plan-role`, { value: roles.planRoleArn });
    new TerraformOutput(this, `${stage.name}-load-test-instance-profile`, { value: roles.loadTestProfile });
  }
}

/** A name holds the word production once, as the environment: production's are those of `bootstrap` itself. */
function suffixOf({ name }: DeployedStage): string {
  return name === 'production' ? bootstrapStack : `${bootstrapStack}-${name}`;
}

/** Relative to the folder of the app. */
export const stateFile = ({ accountId }: BootstrapSettings) => `state/${accountId}.tfstate`;
