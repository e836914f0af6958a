import { overlap } from './authorization-reference.ts';
import { policyFaults, type Policy } from './policy-faults.ts';

const topic = 'arn:aws:sns:sa-east-1:123456789012:alarms';
const logGroup = 'arn:aws:logs:sa-east-1:123456789012:log-group:lms';
const publish = { Sid: 'Publish', Effect: 'Allow', Action: 'sns:Publish', Resource: topic };

function identity(statement: Readonly<Record<string, unknown>>): Policy {
  return {
    place: 'production/service aws_iam_role_policy.task',
    kind: 'identity',
    document: { Version: '2012-10-17', Statement: [{ ...publish, ...statement }] },
  };
}

function keyPolicy(statement: Readonly<Record<string, unknown>>): Policy {
  const { document } = identity({ Action: 'kms:Decrypt', Resource: '*', Principal: '*', ...statement });
  return { place: 'production/cache aws_kms_key.key', kind: 'resource', service: 'kms', document };
}

const issuer = 'token.actions.githubusercontent.com';
const federated = (key: string): Policy => ({
  place: 'production/bootstrap aws_iam_role.deploy',
  kind: 'trust',
  service: 'sts',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Workflows',
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [key]: 'x' } },
      },
    ],
  },
});

it.each<[string, Policy]>([
  ['a key of the identity provider that it trusts', federated(`${issuer}:sub`)],
  ['an action that needs no resource', identity({ Action: 'cloudwatch:GetMetricData', Resource: '*' })],
  ['an action and its resource', identity({})],
  ['a wildcard in an action', identity({ Action: 'logs:PutLogEvent*', Resource: `${logGroup}:*` })],
  ['an action without resources', identity({ Action: 'ecr:GetAuthorizationToken', Resource: '*' })],
  ['a key of all services', identity({ Condition: { StringLike: { 'aws:PrincipalTag/team': 'lms' } } })],
  ['any key of a map', keyPolicy({ Condition: { StringEquals: { 'kms:EncryptionContext:a:b': 'c' } } })],
])('finds no fault in %s', async (_, policy) => {
  expect(await policyFaults(policy)).toEqual([]);
});

it.each<[string, Policy, string]>([
  ['unknown action', identity({ Action: 'sns:Send' }), 'service authorization reference, got "sns:Send"'],
  [
    'unknown service',
    identity({ Action: 'sn:Publish' }),
    'service authorization reference, got "sn:Publish"',
  ],
  [
    'wildcard that names no action',
    identity({ Action: 'sns:Send*' }),
    'service authorization reference, got "sns:Send*"',
  ],
  ['resource of another action', identity({ Resource: logGroup }), `must be what sns:Publish takes`],
  ['`*` for an action with resources', identity({ Resource: '*' }), 'must be what sns:Publish takes'],
  [
    'log group for an action of its streams',
    identity({ Action: 'logs:PutLogEvents', Resource: logGroup }),
    `got "${logGroup}"`,
  ],
  [
    'objects for an action of their bucket',
    identity({ Action: 's3:ListBucket', Resource: 'arn:aws:s3:::logs/*' }),
    'must be what s3:ListBucket takes',
  ],
  ['second resource of no action', identity({ Resource: [topic, logGroup] }), `got "${logGroup}"`],
  [
    "condition key of another action of the key's service",
    keyPolicy({
      Action: ['kms:Decrypt', 'kms:DescribeKey'],
      Condition: { StringEquals: { 'kms:EncryptionContext:a': 'b' } },
    }),
    'a key of all services or of kms:DescribeKey, got "kms:EncryptionContext:a"',
  ],
  [
    'unknown condition key',
    identity({ Condition: { StringEquals: { 'aws:SourceAcount': '1' } } }),
    'got "aws:SourceAcount"',
  ],
  ['key of an identity provider that it does not trust', federated('gitlab.com:sub'), 'got "gitlab.com:sub"'],
  ['misspelt key of the one that it trusts', federated(`${issuer}:subject`), ':subject"'],
  [
    'unknown operator',
    identity({ Condition: { StringEqual: { 'aws:SourceAccount': '1' } } }),
    'an operator of IAM, got "StringEqual"',
  ],
  ['principal', identity({ Principal: '*' }), 'Principal must not be in a policy of an identity'],
  ['element that nothing here checks', identity({ NotAction: 'sns:Publish' }), 'got "NotAction"'],
  ['Sid with a hyphen', identity({ Sid: 'a-b' }), 'Sid must be letters and digits, got "a-b"'],
  [
    'action of another service',
    keyPolicy({ Action: 'sns:Publish' }),
    'must be of kms, which asks this policy',
  ],
  ['lack of a principal', { ...identity({}), kind: 'trust' }, 'must have Principal, as every trust policy'],
])('reports a planted fault: %s', async (_, policy, fault) => {
  const faults = await policyFaults(policy);
  expect(faults).toContainEqual(expect.stringContaining(fault));
  for (const text of faults) expect(text).toMatch(/^production\/\w+ aws_\w+\.\w+, statement \S+: /);
});

it('reports an Id in a policy of an identity, and admits it in one of a resource', async () => {
  const withId = ({ document, ...policy }: Policy) => ({ ...policy, document: { ...document, Id: 'lms' } });
  expect(await policyFaults(withId(identity({})))).toEqual([
    'production/service aws_iam_role_policy.task: Id must not be in a policy of an identity, got "lms"',
  ]);
  expect(await policyFaults(withId(keyPolicy({})))).toEqual([]);
});

it.each([
  ['a*c', 'abc', true],
  ['a*c', 'ab*', true],
  ['a*c', 'abd', false],
  ['a~', 'ab', true],
  ['a~', 'a/b', false],
  ['a~', 'a*', true],
])('knows whether something matches both %s and %s', (one, other, expected) => {
  expect(overlap(one, other)).toBe(expected);
  expect(overlap(other, one)).toBe(expected);
});
