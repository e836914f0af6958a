import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './project-root.ts';
import { all, settings, synthesized } from './testing/bootstrap.ts';

const stack = synthesized();
const only = (type: string, of = stack) => {
  const [found, ...others] = all(of, type);
  expect(others).toEqual([]);
  return found?.[1] ?? {};
};

describe('the state bucket', () => {
  it('keeps versions, encrypts, and is closed to the public', () => {
    expect(only('aws_s3_bucket_versioning')['versioning_configuration']).toEqual({ status: 'Enabled' });
    expect(JSON.stringify(only('aws_s3_bucket_server_side_encryption_configuration'))).toContain('AES256');
    expect(only('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it('is refused to whoever comes without TLS', () => {
    const { Statement } = JSON.parse(String(only('aws_s3_bucket_policy')['policy']));
    expect(Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });

  it("goes with the bootstrap's destroy, states and all (R15)", () => {
    expect(only('aws_s3_bucket')).toMatchObject({ bucket: settings.stateBucket, force_destroy: true });
  });

  it("keeps the bootstrap's own state, under a lock", () => {
    expect(stack.terraform.backend['s3']).toMatchObject({
      bucket: settings.stateBucket,
      key: 'edutechbr-lms/bootstrap.tfstate',
      encrypt: true,
      use_lockfile: true,
    });
    expect(Object.keys(synthesized(undefined, 'file').terraform.backend)).toEqual(['local']);
  });
});

it('has a repository whose tags stay, whose pushes are scanned, and which is deleted with its images (R15)', () => {
  expect(only('aws_ecr_repository')).toMatchObject({
    name: settings.imageRepository,
    image_tag_mutability: 'IMMUTABLE',
    image_scanning_configuration: { scan_on_push: true },
    force_delete: true,
  });
});

it('is the bucket and the repository that the stages name', () => {
  expect(only('aws_s3_bucket')['bucket']).toBe('terraform-state-123456789012-production-bootstrap');
  expect(only('aws_ecr_repository')['name']).toBe('ecr-lms-production-bootstrap');
});

it('makes what an account has one of, unless others have made it', () => {
  const services = all(stack, 'aws_iam_service_linked_role').map(([, role]) => role['aws_service_name']);
  expect(services.sort()).toEqual([
    'ecs.amazonaws.com',
    'ecs.application-autoscaling.amazonaws.com',
    'elasticache.amazonaws.com',
    'elasticfilesystem.amazonaws.com',
    'elasticloadbalancing.amazonaws.com',
    'fis.amazonaws.com',
  ]);
  const rest = synthesized({ identityProvider: true, serviceLinkedRoles: ['ecs', 'efs'] });
  expect(all(rest, 'aws_iam_service_linked_role')).toHaveLength(4);
  expect(all(rest, 'aws_iam_openid_connect_provider')).toEqual([]);
  expect(JSON.stringify(rest)).toContain(
    'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
  );
});

describe('whom a role trusts', () => {
  const trusted = Object.fromEntries(
    all(stack, 'aws_iam_role').map(([, role]) => {
      const { Statement } = JSON.parse(String(role['assume_role_policy']));
      return [String(role['name']), Statement[0]];
    }),
  );

  it.each([
    ['iam-role-deploy-production-bootstrap', 'production'],
    ['iam-role-plan-production-bootstrap', 'production-plan'],
    ['iam-role-deploy-production-bootstrap-preview', 'preview'],
    ['iam-role-plan-production-bootstrap-preview', 'preview-plan'],
  ])('%s: jobs of the environment %s, and no others', (name, environment) => {
    expect(trusted[name]).toMatchObject({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': `repo:example-org/edutechbr-lms:environment:${environment}`,
        },
      },
    });
  });

  it('the runner of load tests: instances', () => {
    expect(trusted['iam-role-load-test-production-bootstrap']).toMatchObject({
      Principal: { Service: 'ec2.amazonaws.com' },
    });
  });
});

it("lets a deploy's credentials last as long as CI asks for", () => {
  const workflow = readFileSync(join(workspaceRoot, '.github/workflows/ci.yml'), 'utf8');
  const asked = Number(/role-duration-seconds: (\d+)/.exec(workflow)?.[1]);
  const deployRoles = all(stack, 'aws_iam_role').filter(([, { name }]) => /role-deploy/.test(String(name)));
  expect(deployRoles.map(([, { max_session_duration: longest }]) => longest)).toEqual([asked, asked]);
});

describe('names and tags', () => {
  const resources = Object.entries(stack.resource).flatMap(([type, named]) =>
    Object.values(named).map((attributes) => ({ type, attributes })),
  );

  it('say what it is, the environment and whose it is (R13)', () => {
    const names = resources
      .filter(({ type }) => !/service_linked_role|attachment|lifecycle/.test(type))
      .flatMap(({ attributes: { name, bucket, repository } }) => [name, repository, bucket])
      .filter((name): name is string => typeof name === 'string' && !name.startsWith('${'));
    expect(names).not.toEqual([]);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+-production-bootstrap(-preview)?$/);
  });

  it('are on every resource that can hold tags (R14)', () => {
    const taggable = [
      'aws_s3_bucket',
      'aws_ecr_repository',
      'aws_iam_role',
      'aws_iam_policy',
      'aws_iam_instance_profile',
    ];
    const others = ['aws_iam_openid_connect_provider', 'aws_iam_service_linked_role'];
    for (const type of [...taggable, ...others])
      for (const [, { tags }] of all(stack, type))
        expect(tags).toEqual({ environment: 'production', project: 'edutechbr-lms', stage: 'bootstrap' });
  });
});
