import { loadStage } from '@edutechbr/lms-infra/program';
import {
  overlapInArn,
  policyFaults,
  stagePolicies,
  Synthesized,
  type Policy,
} from '@edutechbr/lms-infra/testing';
import { all, settings, synthesized } from '../testing/bootstrap.ts';
import { policiesOf, statementsOf } from '../testing/policies.ts';
import { actionsOf } from '../testing/actions.ts';

import { sdkCalls } from '../testing/sdk-calls.ts';

const stack = synthesized();
const stages = ['preview', 'production'];

type Statement = Policy['document']['Statement'][number];
const listed = (value: string | readonly string[] = []) => [value].flat();
const actions = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => listed(Action));
/** As IAM matches: `*` stands for anything, `?` for one character. */
const matches = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);

it("has policies of which AWS's service authorization reference knows every action, resource and condition", async () => {
  const faults = await Promise.all(policiesOf(stack).map(policyFaults));
  expect(faults.flat()).toEqual([]);
});

it("stays within IAM's limits of a policy's size and of policies at a role", () => {
  // IAM user guide, "IAM and AWS STS quotas": 6,144 characters without white space, 10 policies.
  const sizes = all(stack, 'aws_iam_policy').map(([, { policy }]) => String(policy).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(6144);
  const roles = all(stack, 'aws_iam_role_policy_attachment').map(([, { role }]) => String(role));
  for (const role of new Set(roles))
    expect(roles.filter((each) => each === role).length).toBeLessThanOrEqual(10);
});

describe.each(stages)('in stage %s', (stage) => {
  const deployed = loadStage({
    LMS_STAGE: stage,
    ENVIRONMENT_SUFFIX: stage === 'production' ? 'main' : 'pr-7',
  });
  const stacks = new Synthesized(deployed);
  const deploy = statementsOf(stack, 'deploy', stage);
  const plan = statementsOf(stack, 'plan', stage);
  const loadTest = statementsOf(stack, 'load-test', stage);

  const ungranted = (role: readonly Statement[], operations: Parameters<typeof actionsOf>[0]) =>
    actionsOf(operations).filter((action) => !actions(role).includes(action));

  it('a deploy may do what our programs ask', () => {
    expect(ungranted(deploy, sdkCalls('apps/lms-infra/src'))).toEqual([]);
  });

  it('a plan writes nothing but the lock', () => {
    const writes = plan.filter((statement) =>
      actions([statement]).some((action) => !/:(Describe|Get|List|Filter)/.test(action)),
    );
    expect(writes.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual([
      {
        Action: ['s3:DeleteObject', 's3:PutObject'],
        Resource: expect.arrayContaining([expect.stringMatching(/\.tflock$/)]),
      },
    ]);
    expect(actions(plan)).not.toContain('secretsmanager:GetSecretValue');
  });

  it('a deploy may push images, and ask which are there', () => {
    // ECR user guide, "IAM permissions for pushing an image to an Amazon ECR private repository"; DescribeImages is ci.yml's.
    const push = ['CompleteLayerUpload', 'UploadLayerPart', 'InitiateLayerUpload', 'PutImage'];
    const ask = ['BatchCheckLayerAvailability', 'BatchGetImage', 'DescribeImages', 'GetAuthorizationToken'];
    expect(ungranted(deploy, { ecr: [...push, ...ask] })).toEqual([]);
  });

  it("a deploy may peer with the database's VPC, and change there what leads back and lets the tasks in", () => {
    const id = '00000000000000000';
    const reached = (resource: string) =>
      actions(
        deploy.filter(({ Resource }) =>
          listed(Resource).includes(`arn:aws:ec2:sa-east-1:123456789012:${resource}`),
        ),
      );
    expect(reached(`vpc/vpc-${id}`)).toEqual([
      'ec2:AcceptVpcPeeringConnection',
      'ec2:CreateVpcPeeringConnection',
    ]);
    expect(reached(`route-table/rtb-${id}`)).toContain('ec2:CreateRoute');
    expect(reached(`security-group/sg-${id}`)).toContain('ec2:AuthorizeSecurityGroupIngress');
  });

  it('a load test may do what it asks', () => {
    expect(ungranted(loadTest, sdkCalls('load-tests/src'))).toEqual([]);
  });

  it('a load test may start experiments where the stage has some', () => {
    expect(actions(loadTest).includes('fis:StartExperiment')).toBe(deployed.faultExperiments);
  });

  it('services get the roles that the stacks give them, and no others', () => {
    const given = stacks
      .resources('aws_iam_role')
      .map(({ attributes: { name, assume_role_policy: trust } }) => ({
        arn: `arn:aws:iam::${settings.accountId}:role/${name}`,
        service: JSON.parse(String(trust)).Statement[0].Principal.Service as string,
      }));
    const passes = deploy.filter((statement) => actions([statement]).includes('iam:PassRole'));
    const allowed = (arn: string, service: string) =>
      passes.some(
        ({ Resource, Condition }) =>
          listed(Resource).some((resource) => matches(resource, arn)) &&
          Condition?.['StringEquals']?.['iam:PassedToService'] === service,
      );
    for (const { arn, service } of given) {
      expect([arn, allowed(arn, service)]).toEqual([arn, true]);
      expect(allowed(arn, 'lambda.amazonaws.com')).toBe(false);
    }
    expect(allowed(`arn:aws:iam::${settings.accountId}:role/Admin`, 'ecs-tasks.amazonaws.com')).toBe(false);
    expect(
      passes.flatMap(({ Resource }) => listed(Resource)).filter((arn) => /role\/\*|:\*$/.test(arn)),
    ).toEqual([]);
  });

  it('every role that the stacks make is within the boundary', () => {
    const bounds = stacks.all('aws_iam_role').map(({ permissions_boundary: bound }) => bound);
    expect(new Set(bounds)).toEqual(new Set([deployed.permissionsBoundaryArn]));
  });

  it("the boundary leaves the stacks' roles all that their own policies give them", async () => {
    const [, { policy }] = all(stack, 'aws_iam_policy').find(([, { name }]) =>
      deployed.permissionsBoundaryArn?.endsWith(`policy/${name}`),
    ) ?? ['', { policy: '{"Statement":[]}' }];
    const bounds = JSON.parse(String(policy)).Statement as Statement[];
    const own = (await stagePolicies(stage, stacks)).filter(({ kind }) => kind === 'identity');
    const needed = own
      .flatMap(({ document }) => document.Statement)
      .flatMap((statement) =>
        listed(statement.Action).map((action) => ({ action, resources: listed(statement.Resource) })),
      );
    expect(needed.length).toBeGreaterThan(8);
    for (const { action, resources } of needed) {
      const bound = bounds.filter(({ Action }) => listed(Action).includes(action));
      expect([action, bound.length]).toEqual([action, 1]);
      // An `x` stands in an ARN for what only AWS knows.
      const reaches = (resource: string) => {
        const example = resource.replace(/(?<=[:/])x(?=[:/]|$)/g, '*');
        return listed(bound[0]?.Resource).some((glob) => overlapInArn(glob, example));
      };
      expect([action, resources.filter((resource) => !reaches(resource))]).toEqual([action, []]);
    }
  });

  it('a role is made within the boundary only, and nobody takes that away', () => {
    const making = deploy.filter((statement) =>
      actions([statement]).some((action) =>
        /^iam:(CreateRole|PutRolePolicy|PutRolePermissionsBoundary)$/.test(action),
      ),
    );
    const suffix = stage === 'production' ? 'bootstrap' : 'bootstrap-preview';
    expect(making.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'iam:PermissionsBoundary': `arn:aws:iam::123456789012:policy/iam-policy-boundary-production-${suffix}`,
        },
      },
    ]);
    const escapes =
      /^iam:(\*|AttachRolePolicy|DeleteRolePermissionsBoundary|CreatePolicy|CreatePolicyVersion|SetDefaultPolicyVersion)$/;
    expect(actions(deploy).filter((action) => escapes.test(action))).toEqual([]);
  });

  it("nothing of another stage's may be changed", () => {
    const other = stage === 'production' ? 'preview' : 'main';
    const foreign = [
      `arn:aws:ecs:sa-east-1:123456789012:cluster/ecs-cluster-production-${other}`,
      `arn:aws:iam::123456789012:role/iam-role-lms-task-production-${other}`,
      `arn:aws:iam::123456789012:role/iam-role-deploy-production-bootstrap`,
      `arn:aws:logs:sa-east-1:123456789012:log-group:log-group-lms-production-${other}`,
      `arn:aws:elasticache:sa-east-1:123456789012:replicationgroup:redis-production-${other}`,
      `arn:aws:s3:::${settings.stateBucket}/edutechbr-lms/${stage === 'production' ? 'preview' : 'production'}-${other}/network.tfstate`,
      `arn:aws:secretsmanager:sa-east-1:123456789012:secret:edutechbr/lms/${stage === 'production' ? 'preview' : 'production'}/database-AbCdEf`,
    ];
    // By name where ARNs have one; else the stage's tags are asked for.
    for (const { Sid, Action, Resource, Condition } of [...deploy, ...loadTest]) {
      if (listed(Action).every((action) => /:(Describe|List|Get(?!Object|SecretValue))/.test(action)))
        continue;
      const reached = foreign.filter((arn) =>
        listed(Resource).some((resource) => resource !== '*' && matches(resource, arn)),
      );
      expect([Sid, reached]).toEqual([Sid, []]);
      if (listed(Resource).includes('*') && !Condition)
        for (const action of listed(Action))
          expect(action).toMatch(/^(ecr:GetAuthorizationToken|ecs:(Deregister|Describe)TaskDefinition)$/);
    }
  });
});
