import { findRefusal, mayAssume } from './evaluate.ts';
import { parsePolicy } from './policy.ts';

const account = 'arn:aws:iam::000000000000:role/lms';
const accessPoint = 'arn:aws:elasticfilesystem:sa-east-1:000000000000:access-point/fsap-1';
const fileSystem = 'arn:aws:elasticfilesystem:sa-east-1:000000000000:file-system/fs-1';
const secret = 'arn:aws:secretsmanager:sa-east-1:000000000000:secret:edutechbr/lms/database-AbCdEf';
const logGroup = 'arn:aws:logs:sa-east-1:000000000000:log-group:log-group-lms';

const policy = (...Statement: object[]) => parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }));
const request = (action: string, resource: string, context = {}) => ({
  principals: [account],
  action,
  resource,
  context,
});

/** Statements as the stacks have them (libs/service/src/task-roles.ts, libs/storage/src/course-content.ts). */
const executionRole = policy(
  { Sid: 'SignInToRegistry', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
  {
    Sid: 'WriteLogs',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${logGroup}:*`,
  },
  { Sid: 'ReadSecrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: [secret] },
);
const taskRole = policy({
  Sid: 'MountCourseContent',
  Effect: 'Allow',
  Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
  Resource: fileSystem,
  Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint } },
});
const fileSystemPolicy = policy(
  {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Resource: fileSystem,
    Action: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
  {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Resource: fileSystem,
    Action: ['elasticfilesystem:ClientMount'],
    Condition: { StringNotEquals: { 'elasticfilesystem:AccessPointArn': accessPoint } },
  },
);
const mount = (context: object) => request('elasticfilesystem:ClientMount', fileSystem, context);
const throughAccessPoint = { 'elasticfilesystem:AccessPointArn': accessPoint, 'aws:SecureTransport': 'true' };

describe("the stacks' statements", () => {
  it.each([
    ['ecr:GetAuthorizationToken', '*', true],
    ['logs:CreateLogStream', `${logGroup}:log-stream:lms/lms/1`, true],
    [
      'logs:CreateLogStream',
      'arn:aws:logs:sa-east-1:000000000000:log-group:other:log-stream:lms/lms/1',
      false,
    ],
    ['logs:CreateLogGroup', `${logGroup}:log-stream:`, false],
    ['secretsmanager:GetSecretValue', secret, true],
    ['secretsmanager:GetSecretValue', `${secret}x`, false],
    ['secretsmanager:PutSecretValue', secret, false],
  ])('of the execution role decide %s on %s: %s', (action, resource, allowed) => {
    expect(findRefusal({ identity: [executionRole] }, request(action, resource)) === undefined).toBe(allowed);
  });

  it.each([
    [throughAccessPoint, undefined],
    [
      { ...throughAccessPoint, 'aws:SecureTransport': 'false' },
      'with an explicit deny in a resource-based policy',
    ],
    [{ 'aws:SecureTransport': 'true' }, 'with an explicit deny in a resource-based policy'],
  ])('let a task mount with %j: %s', (context, refusal) => {
    expect(findRefusal({ identity: [taskRole], resource: fileSystemPolicy }, mount(context))).toBe(refusal);
  });

  it('need the access point also where the file system has no policy', () => {
    expect(findRefusal({ identity: [taskRole] }, mount({}))).toBe(
      'because no identity-based policy allows the elasticfilesystem:ClientMount action',
    );
  });

  it.each([
    ['ecs-tasks.amazonaws.com', '000000000000', true],
    ['ecs-tasks.amazonaws.com', '111111111111', false],
    ['ec2.amazonaws.com', '000000000000', false],
  ])('trust %s of account %s: %s', (service, accountId, trusted) => {
    const trust = policy({
      Sid: 'AssumeRole',
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '000000000000' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:sa-east-1:000000000000:*' },
      },
    });
    const context = {
      'aws:SourceAccount': accountId,
      'aws:SourceArn': `arn:aws:ecs:sa-east-1:${accountId}:task/c/1`,
    };
    expect(mayAssume(trust, { principals: [service], context })).toBe(trusted);
  });
});

describe('an action', () => {
  const allow = (more: object) => [policy({ Effect: 'Allow', Action: '*', Resource: '*', ...more })];
  const asked = request('s3:GetObject', 'arn:aws:s3:::bucket/key', { 'aws:PrincipalArn': account });

  it.each([
    ['the action in another case', { Action: 's3:getobject' }, true],
    ['a pattern', { Action: 's3:Get?bject', Resource: 'arn:aws:s3:::*/k*' }, true],
    ['another resource', { Resource: 'arn:aws:s3:::other/*' }, false],
    ['all but others', { Action: undefined, NotAction: 'iam:*' }, true],
    ['all but this', { Action: undefined, NotAction: ['s3:*'] }, false],
    ['all resources but this', { Resource: undefined, NotResource: 'arn:aws:s3:::bucket/*' }, false],
    ['a text that is like it', { Condition: { StringLike: { 'aws:principalarn': '*:role/l?s' } } }, true],
    [
      'an ARN that is like it',
      { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } } },
      true,
    ],
    [
      'an ARN of another shape',
      { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam:*:role/*' } } },
      false,
    ],
    ['a key that is not there', { Condition: { StringEquals: { 'aws:PrincipalTag/x': 'y' } } }, false],
    ['one that may be absent', { Condition: { StringEqualsIfExists: { 'aws:PrincipalTag/x': 'y' } } }, true],
    ['one that must be absent', { Condition: { Null: { 'aws:PrincipalTag/x': 'true' } } }, true],
    [
      'any of several',
      { Condition: { 'ForAnyValue:StringEquals': { 'aws:PrincipalArn': [account] } } },
      true,
    ],
    [
      'one of two conditions',
      { Condition: { StringLike: { 'aws:PrincipalArn': ['*', 'x'], a: 'b' } } },
      false,
    ],
  ])('is allowed by a statement with %s: %#', (_name, more, allowed) => {
    expect(findRefusal({ identity: allow(more) }, asked) === undefined).toBe(allowed);
  });

  it('is refused by an explicit deny, whatever else allows it', () => {
    const identity = [...allow({}), policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' })];
    expect(findRefusal({ identity }, asked)).toBe('with an explicit deny in an identity-based policy');
  });

  it('needs the boundary as well', () => {
    const boundary = policy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
    expect(findRefusal({ identity: allow({}), boundary }, asked)).toBe(
      'because no permissions boundary allows the s3:GetObject action',
    );
  });

  it.each([
    ['the role', account, true],
    ['everybody', '*', true],
    ['another role', `${account}-other`, false],
    ['the account, which leaves it to its own policies', 'arn:aws:iam::000000000000:root', false],
  ])('is allowed by a resource that admits %s: %s', (_name, AWS, allowed) => {
    const resource = policy({ Effect: 'Allow', Principal: { AWS }, Action: '*', Resource: '*' });
    const ofAccount = { ...asked, accounts: ['arn:aws:iam::000000000000:root'] };
    expect(findRefusal({ identity: [], resource }, ofAccount) === undefined).toBe(allowed);
  });

  it('is not allowed by an operator that nobody evaluates, and that is said', () => {
    const identity = allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    expect(findRefusal({ identity }, asked)).toBe(
      'because no identity-based policy allows the s3:GetObject action (the local stage does not evaluate IpAddress)',
    );
  });
});

it('takes a policy with one statement, percent-encoded as IAM answers it', () => {
  const json = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}';
  expect(parsePolicy(encodeURIComponent(json))).toMatchObject([{ Action: ['a:b'] }]);
});
