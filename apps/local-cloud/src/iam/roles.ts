import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import { awsClientSettings } from '../aws-clients.ts';
import { parsePolicy, type Policy } from './policy.ts';

/** A role as it is deployed now. */
export interface Role {
  readonly arn: string;
  readonly trust: Policy;
  /** Inline and attached. */
  readonly identity: readonly Policy[];
  /** @default - no boundary is set */
  readonly boundary?: Policy;
}

/** Reads a role as it is deployed now. */
export type ReadRole = (roleArn: string) => Promise<Role>;

const iam = new IAMClient(awsClientSettings);

/** A change of a role counts everywhere within seconds on AWS, too. */
const SECONDS_TO_COUNT = 5;
const recent = new Map<string, { readonly until: number; readonly role: Promise<Role> }>();

/** As it was some seconds ago at most: for who asks all the time. */
export const recentRole: ReadRole = (roleArn) => {
  const known = recent.get(roleArn);
  if (known && Date.now() < known.until) return known.role;
  const role = readRole(roleArn);
  recent.set(roleArn, { until: Date.now() + SECONDS_TO_COUNT * 1000, role });
  return role;
};

/** @throws as IAM does when there is no such role, e.g. NoSuchEntityException */
export async function readRole(roleArn: string): Promise<Role> {
  const RoleName = roleArn.split('/').at(-1) ?? '';
  const [{ Role }, inline, attached] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName })),
    inlinePolicies(RoleName),
    attachedPolicies(RoleName),
  ]);
  const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn: roleArn,
    trust: parsePolicy(Role?.AssumeRolePolicyDocument ?? ''),
    identity: [...inline, ...attached],
    boundary: boundary ? await managedPolicy(boundary) : undefined,
  };
}

async function inlinePolicies(RoleName: string): Promise<Policy[]> {
  const policies: Policy[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client: iam }, { RoleName }))
    for (const PolicyName of PolicyNames) {
      const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      policies.push(parsePolicy(PolicyDocument));
    }
  return policies;
}

async function attachedPolicies(RoleName: string): Promise<Policy[]> {
  const policies: Policy[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies(
    { client: iam },
    { RoleName },
  ))
    for (const { PolicyArn = '' } of AttachedPolicies) policies.push(await managedPolicy(PolicyArn));
  return policies;
}

async function managedPolicy(PolicyArn: string): Promise<Policy> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
  );
  return parsePolicy(PolicyVersion?.Document ?? '');
}
