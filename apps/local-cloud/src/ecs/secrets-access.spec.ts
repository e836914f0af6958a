import { AssumedRole } from '../iam/assumed-role.ts';
import { parsePolicy } from '../iam/policy.ts';
import { requireAccess } from './secrets-access.ts';

const secret = 'arn:aws:secretsmanager:sa-east-1:000000000000:secret:lms-AbCdEf';
const key = 'arn:aws:kms:sa-east-1:000000000000:key/1';
const read = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secret };
/** As libs/service/src/task-roles.ts says it. */
const decrypt = {
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: key,
  Condition: {
    StringEquals: {
      'kms:ViaService': 'secretsmanager.sa-east-1.amazonaws.com',
      'kms:EncryptionContext:SecretARN': secret,
    },
  },
};

const roleWith = (...Statement: object[]) =>
  new AssumedRole(
    {
      arn: 'arn:aws:iam::000000000000:role/lms',
      trust: [],
      identity: [parsePolicy(JSON.stringify({ Statement }))],
    },
    'f00',
  );

it('a secret under a key of the customer needs kms:Decrypt, too', () => {
  expect(() => requireAccess(roleWith(read), secret, undefined)).not.toThrow();
  expect(() => requireAccess(roleWith(read, decrypt), secret, key)).not.toThrow();
  expect(() => requireAccess(roleWith(read), secret, key)).toThrow(
    /^Access to KMS is not allowed: .* is not authorized to perform: kms:Decrypt on resource: .*key\/1/,
  );
});

it('a secret that the role does not name is refused', () => {
  expect(() => requireAccess(roleWith(read), `${secret}x`, undefined)).toThrow(
    'is not authorized to perform: secretsmanager:GetSecretValue on resource: ',
  );
});
