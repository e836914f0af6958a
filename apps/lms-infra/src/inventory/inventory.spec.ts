import { isNameOf } from './deployment-name.ts';
import { sortByOwner, type NamedResource, type Tags } from './inventory.ts';

describe('a name of the deployment "dev"', () => {
  it.each([
    'alb-production-dev',
    '/aws/ecs/containerinsights/ecs-cluster-production-dev/performance',
    'arn:aws:sns:sa-east-1:000000000000:sns-topic-alarms-production-dev',
    'arn:aws:ecs:sa-east-1:000000000000:task-definition/ecs-task-production-dev:7',
    'service/ecs-cluster-production-dev/ecs-service-production-dev',
    'alb-logs-000000000000-production-dev',
  ])('is %s', (name) => expect(isNameOf('dev', name)).toBe(true));

  it.each([
    'alb-production-dev-2',
    'alb-production-my-dev',
    'alb-production-device',
    'alb-production-production-dev',
    'alb-dev',
    '',
  ])('is not %j', (name) => expect(isNameOf('dev', name)).toBe(false));

  it('is told from that of a suffix that holds the word production', () => {
    const name = '/aws/ecs/containerinsights/ecs-cluster-production-production-main/performance';
    expect([isNameOf('production-main', name), isNameOf('main', name)]).toEqual([true, false]);
  });
});

describe('what carries the name of production-main', () => {
  const group = (tags?: Tags): NamedResource => ({ type: 'log group', name: '/lms-production-main', tags });
  const sort = (tags?: Tags) => sortByOwner({ name: 'production' }, [group(tags)]);

  it.each<[string, Tags | undefined]>([
    ['its tags', { project: 'edutechbr-lms', stage: 'production' }],
    ['no tag at all, as AWS makes log groups anew', {}],
    ['tags that AWS does not list', undefined],
  ])('is its own with %s', (_what, tags) => {
    expect(sort(tags)).toEqual({ own: [group(tags)], foreign: [] });
  });

  it.each<[string, Tags]>([
    ['another stage', { project: 'edutechbr-lms', stage: 'preview' }],
    ['another project', { project: 'library' }],
  ])('is not its own with the tag of %s: a destroy must not delete it, nor a deploy go on', (_what, tags) => {
    expect(sort(tags)).toEqual({ own: [], foreign: [group(tags)] });
  });
});
