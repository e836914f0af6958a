import type { StackName } from '../app.ts';
import { exampleArn } from './authorization-reference.ts';
import type { Policy } from './policy-faults.ts';
import type { Synthesized } from './synthesized.ts';

/** Attributes that hold policies. */
const holders: Readonly<Record<string, Pick<Policy, 'kind' | 'service'>>> = {
  'aws_efs_file_system_policy.policy': { kind: 'resource', service: 'elasticfilesystem' },
  'aws_iam_role.assume_role_policy': { kind: 'trust', service: 'sts' },
  'aws_iam_role_policy.policy': { kind: 'identity' },
  'aws_kms_key.policy': { kind: 'resource', service: 'kms' },
  'aws_s3_bucket_policy.policy': { kind: 'resource', service: 's3' },
  'aws_sns_topic_policy.policy': { kind: 'resource', service: 'sns' },
  'aws_vpc_endpoint.policy': { kind: 'resource' },
};

/** Service and resource type, in the words of the authorization reference, of what policies refer to. */
const resourceTypes: Readonly<Record<string, readonly [service: string, resourceType: string]>> = {
  aws_cloudwatch_log_group: ['logs', 'log-group'],
  aws_efs_access_point: ['elasticfilesystem', 'access-point'],
  aws_efs_file_system: ['elasticfilesystem', 'file-system'],
  aws_elasticache_replication_group: ['elasticache', 'replicationgroup'],
  aws_elasticache_user: ['elasticache', 'user'],
  aws_s3_bucket: ['s3', 'bucket'],
  aws_secretsmanager_secret: ['secretsmanager', 'Secret'],
  aws_sns_topic: ['sns', 'topic'],
  aws_vpc: ['ec2', 'vpc'],
};

/**
 * All policies of the stacks of a stage, with examples of ARNs for references to resources.
 *
 * @throws Error if a policy is where none is known to be, or refers to a type of resource that is not known here.
 */
export async function stagePolicies(stage: string, synthesized: Synthesized): Promise<Policy[]> {
  const found = synthesized.resources().flatMap(({ stack, type, address, attributes }) =>
    Object.entries(attributes)
      .filter(([, value]) => typeof value === 'string' && value.includes('"Statement"'))
      .map(async ([attribute, value]) => {
        const holder = holders[`${type}.${attribute}`];
        if (!holder)
          throw new Error(`add ${type}.${attribute}, which holds a policy, to ${import.meta.filename}`);
        const document = JSON.parse(await withArns(String(value), synthesized, stack));
        return { ...holder, place: `${stage}/${stack} ${address}`, document };
      }),
  );
  return Promise.all(found);
}

/** A text of a stack with an example of an ARN for each reference to a resource's. */
async function withArns(text: string, synthesized: Synthesized, stack: StackName): Promise<string> {
  const parts = text.split(/(\$\{[^}]+\})/);
  const resolved = parts.map((part) => (part.startsWith('${') ? arnOf(part, synthesized, stack) : part));
  return (await Promise.all(resolved)).join('');
}

async function arnOf(reference: string, synthesized: Synthesized, stack: StackName): Promise<string> {
  const other = /terraform_remote_state\.cross-stack-reference-input-(\w+)\.outputs\.([\w-]+)\}$/.exec(
    reference,
  );
  if (other) {
    const [, from, output = ''] = other;
    const value = synthesized.stacks[from as StackName].output?.[output]?.['value'];
    return withArns(String(value), synthesized, from as StackName);
  }
  const [, type = ''] = /^\$\{(?:data\.)?(\w+)\.[\w-]+\.arn\}$/.exec(reference) ?? [];
  const resource = resourceTypes[type];
  if (!resource)
    throw new Error(`add the type of ${reference}, in stack ${stack}, to ${import.meta.filename}`);
  return exampleArn(...resource);
}
