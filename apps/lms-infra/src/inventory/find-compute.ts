import {
  ApplicationAutoScalingClient,
  paginateDescribeScalableTargets,
} from '@aws-sdk/client-application-auto-scaling';
import {
  DescribeClustersCommand,
  ECSClient,
  paginateListClusters,
  paginateListTaskDefinitions,
} from '@aws-sdk/client-ecs';
import { IAMClient, paginateListPolicies, paginateListRoles } from '@aws-sdk/client-iam';
import { collect } from './collect.ts';
import type { FindResources } from './inventory.ts';

/** Clusters, task definitions that can still be run, scaling, roles and policies. */
export const findCompute: FindResources = async (settings) => {
  const ecs = { client: new ECSClient(settings) };
  const iam = { client: new IAMClient(settings) };
  const scaling = { client: new ApplicationAutoScalingClient(settings) };
  const found = await Promise.all([
    findClusters(settings),
    collect(
      'task definition',
      paginateListTaskDefinitions(ecs, { status: 'ACTIVE' }),
      (page) => page.taskDefinitionArns,
    ),
    collect(
      'scalable target',
      paginateDescribeScalableTargets(scaling, { ServiceNamespace: 'ecs' }),
      (page) => page.ScalableTargets?.map(({ ResourceId }) => ResourceId),
    ),
    collect('role', paginateListRoles(iam, {}), ({ Roles }) => Roles?.map(({ RoleName }) => RoleName)),
    collect('policy', paginateListPolicies(iam, { Scope: 'Local' }), ({ Policies }) =>
      Policies?.map(({ PolicyName }) => PolicyName),
    ),
  ]);
  return found.flat();
};

/** ECS lists deleted clusters for a while. */
const findClusters: FindResources = async (settings) => {
  const client = new ECSClient(settings);
  const listed = await collect(
    'ECS cluster',
    paginateListClusters({ client }, {}),
    (page) => page.clusterArns,
  );
  if (listed.length === 0) return [];
  const arns = listed.map(({ name }) => name);
  const { clusters = [] } = await client.send(new DescribeClustersCommand({ clusters: arns }));
  const deleted = clusters.filter(({ status }) => status === 'INACTIVE').map(({ clusterArn }) => clusterArn);
  return listed.filter(({ name }) => !deleted.includes(name));
};
