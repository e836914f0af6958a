import { AssumedRole } from '../iam/assumed-role.ts';
import { parsePolicy } from '../iam/policy.ts';
import type { Role } from '../iam/roles.ts';
import { LogPermission } from './log-permission.ts';

const group = 'arn:aws:logs:sa-east-1:000000000000:log-group:log-group-lms-production-dev';
const allowing = (...Action: string[]): Role => ({
  arn: 'arn:aws:iam::000000000000:role/iam-role-lms-execution-production-dev',
  trust: [],
  identity: [parsePolicy(JSON.stringify({ Statement: { Effect: 'Allow', Action, Resource: `${group}:*` } }))],
});

it('loses the lines of a running task when its execution role may no longer write them', async () => {
  const deployed = allowing('logs:CreateLogStream', 'logs:PutLogEvents');
  let role: Role | Error = deployed;
  const said: string[] = [];
  const read = async () => {
    if (role instanceof Error) throw role;
    return role;
  };
  const permission = new LogPermission(
    new AssumedRole(deployed, 'f00'),
    `${group}:log-stream:lms/lms/f00`,
    read,
    (reason) => said.push(reason),
  );
  expect(await permission.holds()).toBe(true);

  role = allowing('logs:CreateLogStream');
  expect([await permission.holds(), await permission.holds()]).toEqual([false, false]);
  expect(said).toEqual([
    expect.stringMatching(/^the lines are lost: User: .* is not authorized to perform: logs:PutLogEvents/),
  ]);

  role = new Error('NoSuchEntity');
  expect(await permission.holds()).toBe(false);
});
