import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Aspects, Testing } from 'cdktf';
import { TagsAspect } from './tags-aspect.ts';
import { resourcesOf } from './testing/synthesized.ts';

const required = { environment: 'production', project: 'edutechbr-lms', stage: 'preview' };

function synthTagged(build: Parameters<typeof Testing.synthScope>[0]): string {
  return Testing.synthScope((scope) => {
    Aspects.of(scope).add(new TagsAspect({ stage: 'preview' }));
    build(scope);
  });
}

describe('TagsAspect', () => {
  it('tags a resource that has no tags', () => {
    const synthesized = synthTagged((scope) => new KmsKey(scope, 'key'));
    expect(synthesized).toHaveResourceWithProperties(KmsKey, { tags: required });
  });

  it('keeps the tags of a resource, but not against its own', () => {
    const synthesized = synthTagged(
      (scope) => new KmsKey(scope, 'key', { tags: { Name: 'kms-production-test', environment: 'test' } }),
    );
    expect(synthesized).toHaveResourceWithProperties(KmsKey, {
      tags: { Name: 'kms-production-test', ...required },
    });
  });

  it('leaves resources that hold no tags, and data sources, as they are', () => {
    const synthesized = synthTagged((scope) => {
      new KmsAlias(scope, 'alias', { targetKeyId: 'key' });
      new DataAwsVpc(scope, 'vpc', { default: true });
    });
    expect(resourcesOf(synthesized, KmsAlias)).toEqual([{ target_key_id: 'key' }]);
    expect(JSON.parse(synthesized).data.aws_vpc.vpc).toEqual({ default: true });
  });
});
