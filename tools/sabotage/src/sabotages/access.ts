import type { Sabotage } from '../sabotage.ts';
import type { Attributes, StackJson } from '../stack-json.ts';

const stack = 'service';
const restartsTasks = true;

/** What a task may not do, or what it cannot reach or write to, by the service stack. */
export const accessSabotages: readonly Sabotage[] = [
  {
    id: 'no-elasticache-connect',
    title: 'no elasticache:Connect in the task role',
    stack,
    restartsTasks,
    apply: (json) => dropStatement(json, 'task-role', 'elasticache:Connect'),
    goesRed: { by: 'deploy', exitCode: 4, says: /Redis at \S+ did not answer within 30 s: WRONGPASS/ },
  },
  {
    id: 'no-get-secret-value',
    title: 'no secretsmanager:GetSecretValue in the execution role',
    stack,
    restartsTasks,
    apply: (json) => dropStatement(json, 'execution-role', 'secretsmanager:GetSecretValue'),
    goesRed: {
      by: 'deploy',
      exitCode: 4,
      says: /not authorized to perform: secretsmanager:GetSecretValue/,
    },
  },
  {
    id: 'no-put-log-events',
    title: 'no logs:PutLogEvents in the execution role',
    stack,
    apply: (json) => dropAction(json, 'execution-role', 'logs:PutLogEvents'),
    goesRed: { by: 'load-test', exitCode: 99, says: /logs\.arrive \(.*none of/ },
  },
  {
    id: 'log-key',
    title: "the log groups' key without its statement for CloudWatch Logs",
    stack,
    apply: (json) => dropStatements(json.resource('aws_kms_key'), ({ Sid }) => Sid === 'CloudWatchLogs'),
    goesRed: { by: 'load-test', exitCode: 99, says: /logs\.arrive \(.*is not allowed to be used with Arn/ },
  },
  {
    id: 'no-egress-to-the-database',
    title: 'no egress rule from tasks to the database',
    stack,
    restartsTasks,
    apply: (json) => json.remove('aws_vpc_security_group_egress_rule', '-15432'),
    goesRed: {
      by: 'deploy',
      exitCode: 4,
      says: /no egress rule of security-group-tasks-\S+ admits TCP 15432 to \S+.*the database at \S+:15432 did not answer within 30 s/,
    },
  },
  {
    id: 'no-ingress-to-the-database',
    title: "no ingress rule from tasks in the database's group",
    stack,
    restartsTasks,
    apply: (json) => json.remove('aws_vpc_security_group_ingress_rule', '-15432'),
    goesRed: {
      by: 'deploy',
      exitCode: 4,
      says: /no ingress rule of existing-database admits TCP 15432 from security-group-tasks-\S+.*the database at \S+:15432 did not answer within 30 s/,
    },
  },
  {
    id: 'log-group-missing',
    title: 'the log group missing',
    stack,
    restartsTasks,
    apply: (json) => {
      const name = String(json.resource('aws_cloudwatch_log_group', 'logs_tasks')['name']);
      json.remove('aws_cloudwatch_log_group', 'logs_tasks', {
        name,
        arn: `arn:aws:logs:sa-east-1:000000000000:log-group:${name}`,
      });
    },
    goesRed: { by: 'deploy', exitCode: 4, says: /log group does not exist/ },
  },
];

function dropStatement(json: StackJson, role: string, action: string): void {
  dropStatements(json.resource('aws_iam_role_policy', role), ({ Action }) => Action === action);
}

function dropStatements(resource: Attributes, wanted: (statement: Attributes) => boolean): void {
  changeStatements(resource, (statements) => statements.filter((statement) => !wanted(statement)));
}

/** One of several in a statement. */
function dropAction(json: StackJson, role: string, action: string): void {
  const without = (statement: Attributes) => {
    const { Action } = statement;
    return Array.isArray(Action)
      ? { ...statement, Action: Action.filter((each) => each !== action) }
      : statement;
  };
  changeStatements(json.resource('aws_iam_role_policy', role), (statements) => statements.map(without));
}

function changeStatements(resource: Attributes, change: (statements: Attributes[]) => Attributes[]): void {
  const policy: { Statement: Attributes[] } = JSON.parse(String(resource['policy']));
  const changed = JSON.stringify({ ...policy, Statement: change(policy.Statement) });
  if (changed === resource['policy']) throw new Error('the policy has nothing of what should be taken away');
  resource['policy'] = changed;
}
