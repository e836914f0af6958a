import { Names, TagsAspect, type DeploymentContext } from '@edutechbr/foundation';
import { Aspects, LocalBackend, S3Backend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { createAwsProvider } from './aws-provider.ts';
import type { Outputs } from '../outputs.ts';
import type { Stage } from '../stage.ts';
import { stateKey, statePath } from '../state-path.ts';

/** What all stacks of a stage have in common: provider, state and tags. */
export class StageStack extends TerraformStack {
  protected readonly context: DeploymentContext;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    const { region, accountId, environmentSuffix, permissionsBoundaryArn } = stage;
    this.context = { region, accountId, permissionsBoundaryArn, names: new Names({ environmentSuffix }) };

    createAwsProvider(this, stage);
    this.createBackend(stage);
    Aspects.of(this).add(new TagsAspect({ stage: stage.name }));
  }

  /** Makes a value part of what `lms-infra:outputs` prints. */
  protected output<Name extends keyof Outputs>(name: Name, value: Outputs[Name]): void {
    new TerraformOutput(this, name, { value });
  }

  private createBackend(stage: Stage): void {
    const { backend, region } = stage;
    const { id } = this.node;
    if (backend.type === 'local') {
      // Relative to cdktf.out/stacks/<stack>, where Terraform runs.
      new LocalBackend(this, { path: `../../../state/${statePath(stage, id)}` });
      return;
    }
    new S3Backend(this, { bucket: backend.bucket, key: stateKey(stage, id), region, encrypt: true });
    // Terraform's own lock beside the state; cdktf's S3Backend does not know the setting yet.
    this.addOverride('terraform.backend.s3.use_lockfile', true);
  }
}
