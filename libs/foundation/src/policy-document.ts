/** Operator, then condition key, then value or values. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement of an IAM policy in IAM's own words. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  /** @default - none, as in policies of an identity */
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  /** @default - none, as in trust policies */
  readonly Resource?: string | readonly string[];
  /** @default - the statement always applies */
  readonly Condition?: PolicyCondition;
}

/**
 * The policy of a resource, or a trust policy, as JSON. It always has an `Id`, because services that add one by
 * themselves make a later plan see a change.
 */
export function policyDocument(id: string, statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Id: id, Statement: statements });
}

/** The policy of a role as JSON, without an `Id`: IAM admits that in the policies of resources only. */
export function identityPolicyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The trust policy of a role that only `service` may assume, and only on behalf of resources that match `condition`. */
export function servicePrincipalTrust(id: string, service: string, condition: PolicyCondition): string {
  return policyDocument(id, [
    {
      Sid: 'AssumeRole',
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      Condition: condition,
    },
  ]);
}
