import type { Policy } from '@edutechbr/lms-infra/testing';
import { all, settings, synthesized } from './bootstrap.ts';

type Stack = ReturnType<typeof synthesized>;
type Statement = Policy['document']['Statement'][number];

const providerArn = `arn:aws:iam::${settings.accountId}:oidc-provider/token.actions.githubusercontent.com`;

/** All policies of the stack, with ARNs in the place of references. */
export function policiesOf(stack: Stack): Policy[] {
  const of = (type: string, attribute: string, kind: Policy['kind'], service?: string): Policy[] =>
    all(stack, type).map(([name, attributes]) => ({
      place: `bootstrap/${type}.${name}`,
      kind,
      ...(service !== undefined && { service }),
      document: JSON.parse(withArns(String(attributes[attribute]))),
    }));
  return [
    ...of('aws_iam_policy', 'policy', 'identity'),
    ...of('aws_iam_role', 'assume_role_policy', 'trust', 'sts'),
    ...of('aws_s3_bucket_policy', 'policy', 'resource', 's3'),
  ];
}

/** What a role may do: `deploy`, `plan` or `load-test`, of a stage. */
export function statementsOf(stack: Stack, role: string, stage: string): Statement[] {
  const suffix = stage === 'production' ? 'bootstrap' : `bootstrap-${stage}`;
  const [key] = all(stack, 'aws_iam_role').find(
    ([, { name }]) => name === `iam-role-${role}-production-${suffix}`,
  ) ?? [''];
  const attached = all(stack, 'aws_iam_role_policy_attachment')
    .filter(([, attachment]) => String(attachment['role']).includes(`.${key}.`))
    .map(([, attachment]) => /aws_iam_policy\.([\w-]+)\.arn/.exec(String(attachment['policy_arn']))?.[1]);
  return all(stack, 'aws_iam_policy')
    .filter(([name]) => attached.includes(name))
    .flatMap(([, { policy }]) => JSON.parse(String(policy)).Statement as Statement[]);
}

function withArns(text: string): string {
  return text
    .replace(/\$\{aws_s3_bucket\.[\w-]+\.arn\}/g, `arn:aws:s3:::${settings.stateBucket}`)
    .replace(/\$\{aws_iam_openid_connect_provider\.[\w-]+\.arn\}/g, providerArn);
}
