import { identityPolicyDocument, policyDocument, servicePrincipalTrust } from './policy-document.ts';

describe('policyDocument', () => {
  it('always has an Id', () => {
    expect(JSON.parse(policyDocument('policy-production-test', []))).toEqual({
      Version: '2012-10-17',
      Id: 'policy-production-test',
      Statement: [],
    });
  });
});

describe('identityPolicyDocument', () => {
  it('has no Id', () => {
    expect(JSON.parse(identityPolicyDocument([]))).toEqual({ Version: '2012-10-17', Statement: [] });
  });
});

describe('servicePrincipalTrust', () => {
  it('admits one service, under the condition', () => {
    const condition = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
    const { Statement } = JSON.parse(servicePrincipalTrust('role', 'ecs-tasks.amazonaws.com', condition));
    expect(Statement).toEqual([
      {
        Sid: 'AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: condition,
      },
    ]);
  });
});
