import { AssumedRole } from '../iam/assumed-role.ts';
import { parsePolicy } from '../iam/policy.ts';
import { efsAccess } from './efs-access.ts';

const fileSystemArn = 'arn:aws:elasticfilesystem:sa-east-1:000000000000:file-system/fs-1';
const fileSystemPolicy = parsePolicy(
  JSON.stringify({
    Statement: {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: '*',
      Resource: fileSystemArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  }),
);
const roleThatMay = (...actions: string[]) =>
  new AssumedRole(
    {
      arn: 'arn:aws:iam::000000000000:role/lms',
      trust: [],
      identity: [
        [
          {
            Effect: 'Allow',
            Action: actions.map((name) => `elasticfilesystem:${name}`),
            Resource: [fileSystemArn],
          },
        ],
      ],
    },
    'f00',
  );

it('may mount and write by its role', () => {
  const role = roleThatMay('ClientMount', 'ClientWrite');
  expect(efsAccess({ fileSystemArn, transitEncryption: true, role, fileSystemPolicy })).toEqual({
    refusal: undefined,
    write: true,
    root: false,
  });
});

it('may only read without ClientWrite', () => {
  const role = roleThatMay('ClientMount');
  expect(efsAccess({ fileSystemArn, transitEncryption: true, role, fileSystemPolicy })).toMatchObject({
    refusal: undefined,
    write: false,
  });
});

it.each([
  ['without ClientMount', roleThatMay('ClientWrite'), true, 'elasticfilesystem:ClientMount on resource: '],
  ['without TLS', roleThatMay('ClientMount'), false, 'with an explicit deny in a resource-based policy'],
  ['without IAM', undefined, true, 'An anonymous client is not authorized'],
])('may not mount %s', (_name, role, transitEncryption, reason) => {
  const { refusal } = efsAccess({ fileSystemArn, transitEncryption, role, fileSystemPolicy });
  expect(refusal).toMatch(reason);
});

it('may do everything while the file system has no policy', () => {
  expect(efsAccess({ fileSystemArn, transitEncryption: false })).toEqual({ write: true, root: true });
});
