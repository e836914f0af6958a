import { AssumedRole } from './assumed-role.ts';

const arn = 'arn:aws:iam::000000000000:role/iam-role-lms-task-production-dev';

it("says who may not do what in AWS's words", () => {
  const role = new AssumedRole({ arn, trust: [], identity: [] }, 'f00');
  expect(() => role.require('secretsmanager:GetSecretValue', 'arn:secret')).toThrow(
    'User: arn:aws:sts::000000000000:assumed-role/iam-role-lms-task-production-dev/f00 is not authorized to perform: ' +
      'secretsmanager:GetSecretValue on resource: arn:secret because no identity-based policy allows the ' +
      'secretsmanager:GetSecretValue action',
  );
});
