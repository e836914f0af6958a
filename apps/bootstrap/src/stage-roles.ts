import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import {
  identityPolicyDocument,
  policyDocument,
  type Names,
  type PolicyStatement,
} from '@edutechbr/foundation';
import { Construct } from 'constructs';
import { githubTrust } from './github-trust.ts';
import { boundary } from './policies/boundary.ts';
import { readCompute, writeCompute } from './policies/compute.ts';
import { readData, writeData } from './policies/data.ts';
import { loadTest } from './policies/load-test.ts';
import { readExperiments, writeExperiments } from './policies/experiments.ts';
import { readNetwork, writeNetwork } from './policies/network.ts';
import { readObservability, writeObservability } from './policies/observability.ts';
import { readRoles, writeRoles } from './policies/roles.ts';
import type { Scope } from './policies/scope.ts';
import { readSurroundings, writeSurroundings } from './policies/surroundings.ts';

export interface StageRolesProps {
  /** Names with the suffix of the stage's part of the bootstrap. */
  readonly names: Names;
  readonly scope: Scope;
  /** The identity provider of GitHub's workflows. */
  readonly providerArn: string;
}

/**
 * Longest session of a deploy: its job in `.github/workflows/ci.yml` asks for that much, so that credentials do not end in the middle
 * of a change. IAM allows 3,600 to 43,200, and 3,600 unless a role says otherwise (IAM API reference, CreateRole).
 */
const secondsOfDeploy = 7200;

/**
 * Who works on the deployments of one stage: a workflow that deploys, one that only plans, and the machine that load comes
 * from. None may touch another stage's.
 */
export class StageRoles extends Construct {
  readonly deployRoleArn: string;
  readonly planRoleArn: string;
  readonly loadTestProfile: string;

  private readonly props: StageRolesProps;

  constructor(scope: Construct, id: string, props: StageRolesProps) {
    super(scope, id);
    this.props = props;
    const { names, scope: stage } = props;
    const { accountId } = stage.settings;
    this.policy('boundary', boundary(stage));
    const boundaryArn = `arn:aws:iam::${accountId}:policy/${names.name('iam-policy', 'boundary')}`;
    // As few as their size allows: a role has at most ten.
    const reads = [
      this.policy('read-resources', [
        ...readNetwork(stage),
        ...readData(stage),
        ...readCompute(stage),
        ...readRoles(stage),
      ]),
      this.policy('read-surroundings', [
        ...readObservability(stage),
        ...readSurroundings(stage),
        ...readExperiments(stage),
      ]),
    ];
    const writes = [
      this.policy('write-network', writeNetwork(stage)),
      this.policy('write-data', writeData(stage)),
      this.policy('write-compute', writeCompute(stage)),
      this.policy('write-roles', [...writeRoles(stage, boundaryArn), ...writeExperiments(stage)]),
      this.policy('write-observability', writeObservability(stage)),
      this.policy('write-surroundings', writeSurroundings(stage)),
    ];
    const { name } = stage.stage;
    // An environment of its own: pull requests plan, and what protects the stage's environment does not let them deploy.
    this.planRoleArn = this.role('plan', this.trust('plan', `${name}-plan`), reads).arn;
    this.deployRoleArn = this.role(
      'deploy',
      this.trust('deploy', name),
      [...reads, ...writes],
      secondsOfDeploy,
    ).arn;
    const loader = this.role('load-test', instanceTrust(names.name('iam-role', 'load-test')), [
      this.policy('load-test', loadTest(stage)),
    ]);
    this.loadTestProfile = new IamInstanceProfile(this, 'load-test-profile', {
      name: names.name('iam-instance-profile', 'load-test'),
      role: loader.name,
    }).name;
  }

  private policy(purpose: string, statements: readonly PolicyStatement[]): IamPolicy {
    return new IamPolicy(this, purpose, {
      name: this.props.names.name('iam-policy', purpose),
      policy: identityPolicyDocument(statements),
    });
  }

  private role(
    purpose: string,
    assumeRolePolicy: string,
    policies: readonly IamPolicy[],
    maxSessionDuration?: number,
  ): IamRole {
    const name = this.props.names.name('iam-role', purpose);
    const role = new IamRole(this, `${purpose}-role`, { name, assumeRolePolicy, maxSessionDuration });
    for (const policy of policies)
      new IamRolePolicyAttachment(this, `${purpose}-${policy.node.id}`, {
        role: role.name,
        policyArn: policy.arn,
      });
    return role;
  }

  private trust(purpose: string, environment: string): string {
    const { names, providerArn, scope } = this.props;
    return githubTrust(
      names.name('iam-role', purpose),
      providerArn,
      scope.settings.githubRepository,
      environment,
    );
  }
}

/** Load comes from an EC2 instance near the load balancer. */
function instanceTrust(id: string): string {
  return policyDocument(id, [
    {
      Sid: 'Instances',
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ]);
}
