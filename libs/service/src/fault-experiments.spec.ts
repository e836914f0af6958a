import { FisExperimentTemplate } from '@cdktf/provider-aws/lib/fis-experiment-template';
import { resourcesOf } from '@edutechbr/foundation/testing';
import { synthesize } from './testing/synthesize.ts';

const templates = (faultExperiments?: boolean) =>
  resourcesOf(synthesize({ service: { faultExperiments } }), FisExperimentTemplate);

it('are there only where they are asked for', () => {
  expect(templates()).toEqual([]);
  expect(templates(true)).toHaveLength(4);
});

it('take a zone away with its tasks, its subnets and its Redis, for five minutes', () => {
  expect(templates(true)).toContainEqual(
    expect.objectContaining({
      tags: { Name: 'experiment-zone-a-production-test' },
      experiment_options: { account_targeting: 'single-account', empty_target_resolution_mode: 'skip' },
      action: [
        { name: 'stop-tasks', action_id: 'aws:ecs:stop-task', target: { key: 'Tasks', value: 'stop-tasks' } },
        {
          name: 'disrupt-subnets',
          action_id: 'aws:network:disrupt-connectivity',
          parameter: [
            { key: 'scope', value: 'all' },
            { key: 'duration', value: 'PT5M' },
          ],
          target: { key: 'Subnets', value: 'disrupt-subnets' },
        },
        {
          name: 'interrupt-redis',
          action_id: 'aws:elasticache:replicationgroup-interrupt-az-power',
          parameter: [{ key: 'duration', value: 'PT5M' }],
          target: { key: 'ReplicationGroups', value: 'interrupt-redis' },
        },
      ],
      target: [
        expect.objectContaining({
          resource_type: 'aws:ecs:task',
          filter: [{ path: 'AvailabilityZone', values: ['sa-east-1a'] }],
          parameters: { cluster: 'ecs-cluster-production-test', service: 'ecs-service-production-test' },
        }),
        expect.objectContaining({
          resource_type: 'aws:ec2:subnet',
          parameters: { availabilityZoneIdentifier: 'sa-east-1a', vpc: expect.stringContaining('vpc') },
        }),
        expect.objectContaining({
          resource_type: 'aws:elasticache:replicationgroup',
          parameters: { availabilityZoneIdentifier: 'sa-east-1a' },
          resource_tag: [{ key: 'Name', value: 'redis-production-test' }],
        }),
      ],
    }),
  );
});

it('end when the service is ill by itself, and not by what the loss of a zone does to it', () => {
  for (const template of templates(true))
    expect(template['stop_condition']).toEqual([
      { source: 'aws:cloudwatch:alarm', value: expect.stringContaining('unhealthy-tasks') },
      { source: 'aws:cloudwatch:alarm', value: expect.stringContaining('tasks-below-minimum') },
    ]);
});
