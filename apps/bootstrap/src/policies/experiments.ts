import type { PolicyStatement } from '@edutechbr/foundation';
import { allow, type Scope } from './scope.ts';

/** Fault experiments (`libs/service/src/fault-experiments.ts`), in the stages that have them. */
export const readExperiments = (scope: Scope): PolicyStatement[] =>
  ifAny(scope, () => [
    allow(
      'Experiments',
      'fis',
      ['GetExperimentTemplate', 'ListTagsForResource'],
      scope.arns('fis', 'experiment-template/*'),
      scope.tagged,
    ),
  ]);

export const writeExperiments = (scope: Scope): PolicyStatement[] =>
  ifAny(scope, () => {
    const templates = scope.arns('fis', 'experiment-template/*');
    return [
      allow(
        'CreateExperiments',
        'fis',
        ['CreateExperimentTemplate', 'TagResource'],
        templates,
        scope.tagging,
      ),
      allow(
        'ActionsOfExperiments',
        'fis',
        ['CreateExperimentTemplate', 'UpdateExperimentTemplate'],
        scope.arns('fis', 'action/*'),
      ),
      allow(
        'ChangeExperiments',
        'fis',
        ['DeleteExperimentTemplate', 'TagResource', 'UntagResource', 'UpdateExperimentTemplate'],
        templates,
        scope.tagged,
      ),
    ];
  });

/** To start an experiment of the stage, and to watch and stop it; an experiment has no tags of its own. */
export const runExperiments = (scope: Scope): PolicyStatement[] =>
  ifAny(scope, () => [
    allow('ListExperiments', 'fis', ['ListExperiments'], '*'),
    allow(
      'RunExperiments',
      'fis',
      ['GetExperiment', 'StartExperiment', 'StopExperiment'],
      scope.arns('fis', 'experiment/*'),
    ),
    allow(
      'StartExperiments',
      'fis',
      ['StartExperiment'],
      scope.arns('fis', 'experiment-template/*'),
      scope.tagged,
    ),
  ]);

/** What the role of the experiments may ever do: the tasks, the subnets' network ACLs and Redis. */
export const boundExperiments = (scope: Scope): PolicyStatement[] =>
  ifAny(scope, () => {
    const ec2 = (...types: string[]) => types.flatMap((type) => scope.arns('ec2', `${type}/*`));
    return [
      allow('FindByTags', 'tag', ['GetResources'], '*'),
      allow(
        'FindSubnets',
        'ec2',
        ['DescribeManagedPrefixLists', 'DescribeNetworkAcls', 'DescribeSubnets', 'DescribeVpcs'],
        '*',
      ),
      allow('StopTasks', 'ecs', ['DescribeTasks', 'StopTask'], scope.arns('ecs', 'task/<ecs-cluster>/*')),
      allow('ListTasks', 'ecs', ['ListTasks'], scope.arns('ecs', 'container-instance/<ecs-cluster>/*')),
      allow('CopyNetworkAcl', 'ec2', ['CreateNetworkAcl'], ec2('network-acl', 'vpc')),
      allow(
        'ChangeCopy',
        'ec2',
        ['CreateNetworkAclEntry', 'CreateTags', 'DeleteNetworkAcl'],
        ec2('network-acl'),
      ),
      allow('PutCopyInPlace', 'ec2', ['ReplaceNetworkAclAssociation'], ec2('network-acl', 'subnet')),
      allow(
        'InterruptRedis',
        'elasticache',
        ['InterruptClusterAzPower'],
        scope.arns('elasticache', 'replicationgroup:<redis>'),
      ),
      allow(
        'FindRedis',
        'elasticache',
        ['DescribeReplicationGroups'],
        scope.arns('elasticache', 'replicationgroup:*'),
      ),
    ];
  });

function ifAny({ stage }: Scope, statements: () => PolicyStatement[]): PolicyStatement[] {
  return stage.faultExperiments ? statements() : [];
}
