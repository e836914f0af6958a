import type { PolicyStatement } from '@edutechbr/foundation';
import { allow, type Scope } from './scope.ts';

/** The roles of the stage's deployments, as a plan and an inventory see them. */
export const readRoles = (scope: Scope): PolicyStatement[] => [
  allow('Names', 'iam', ['ListPolicies', 'ListRoles'], '*'),
  allow(
    'Roles',
    'iam',
    [
      'GetRole',
      'GetRolePolicy',
      'ListAttachedRolePolicies',
      'ListInstanceProfilesForRole',
      'ListRolePolicies',
    ],
    scope.iamArns('role/<iam-role-*>'),
  ),
];

/** @param boundaryArn of the policy that bounds the stage's roles */
export const writeRoles = (scope: Scope, boundaryArn: string): PolicyStatement[] => [
  allow(
    'Roles',
    'iam',
    ['DeleteRole', 'TagRole', 'UntagRole', 'UpdateAssumeRolePolicy', 'UpdateRole'],
    scope.iamArns('role/<iam-role-*>'),
  ),
  // Else whoever may write a role's policy and give that role to a task could do everything.
  allow(
    'RolesWithinBoundary',
    'iam',
    ['CreateRole', 'DeleteRolePolicy', 'PutRolePermissionsBoundary', 'PutRolePolicy'],
    scope.iamArns('role/<iam-role-*>'),
    { StringEquals: { 'iam:PermissionsBoundary': boundaryArn } },
  ),
  ...Object.entries(passedRoles).map(([service, { sid, roles }]) =>
    allow(
      sid,
      'iam',
      ['PassRole'],
      roles.flatMap((role) => scope.iamArns(`role/<iam-role-${role}>`)),
      {
        StringEquals: { 'iam:PassedToService': service },
      },
    ),
  ),
];

/** The roles that services are given, by the service. */
const passedRoles: Readonly<Record<string, { readonly sid: string; readonly roles: readonly string[] }>> = {
  'ecs-tasks.amazonaws.com': { sid: 'GiveTasksTheirRoles', roles: ['lms-execution', 'lms-task'] },
  'fis.amazonaws.com': { sid: 'GiveExperimentsTheirRole', roles: ['experiments'] },
  'vpc-flow-logs.amazonaws.com': { sid: 'GiveFlowLogsTheirRole', roles: ['flow-logs'] },
};
