import { PRODUCTION_PROVIDER_VERSION } from '@edutechbr/toolchain';
import { stackDependencies, stackNames } from './app.ts';
import { loadStage } from './load-stage.ts';
import { Synthesized } from './testing/synthesized.ts';

const local = new Synthesized(loadStage({ ENVIRONMENT_SUFFIX: 'spec' }));
const production = new Synthesized(loadStage({ LMS_STAGE: 'production', ENVIRONMENT_SUFFIX: 'spec' }));

describe.each(stackNames)('stack %s', (stack) => {
  it('keeps its state in S3 with a lock beside it', () => {
    expect(production.stacks[stack].terraform['backend']).toEqual({
      s3: {
        bucket: expect.stringContaining('123456789012'),
        key: `edutechbr-lms/production-spec/${stack}.tfstate`,
        region: 'sa-east-1',
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it('keeps its state in a file of its own on this machine', () => {
    expect(local.stacks[stack].terraform['backend']).toEqual({
      local: { path: `../../../state/local-spec/${stack}.tfstate` },
    });
  });

  it('works in the account of the stage only', () => {
    expect(production.stacks[stack].provider.aws).toEqual([
      { region: 'sa-east-1', allowed_account_ids: ['123456789012'] },
    ]);
  });

  it('asks the endpoint of this machine for everything that it uses', () => {
    const [aws] = local.stacks[stack].provider.aws;
    const [endpoints] = aws?.['endpoints'] as Record<string, string>[];
    expect(new Set(Object.values(endpoints ?? {}))).toEqual(new Set(['http://127.0.0.1:14566']));
    expect(Object.keys(endpoints ?? {})).toEqual(
      expect.arrayContaining(['applicationautoscaling', 'ecs', 'elasticache', 's3control', 'sts']),
    );
  });

  it('has no credentials but the file of the local cloud, and reads no profile of the user', () => {
    const [aws = {}] = local.stacks[stack].provider.aws;
    const file = '../../../../../.local-cloud/aws-credentials';
    expect(aws).toMatchObject({
      shared_credentials_files: [file],
      shared_config_files: [file],
      profile: 'default',
    });
    expect(JSON.stringify(local.stacks[stack])).not.toMatch(/access_key|secret_key/);
  });

  it('takes an older provider on this machine, and exactly the one of the bindings on AWS', () => {
    expect(local.stacks[stack].terraform['required_providers']).toEqual({
      aws: { source: 'hashicorp/aws', version: '>= 5.100.0, < 7.0.0' },
    });
    expect(production.stacks[stack].terraform['required_providers']).toEqual({
      aws: { source: 'aws', version: PRODUCTION_PROVIDER_VERSION },
    });
  });

  it('takes values from the stacks that are deployed before it, and from no other', () => {
    const states = Object.keys(production.stacks[stack].data?.['terraform_remote_state'] ?? {});
    const from = states.map((name) => name.replace('cross-stack-reference-input-', ''));
    expect(from.sort()).toEqual([...stackDependencies[stack]].sort());
  });
});
