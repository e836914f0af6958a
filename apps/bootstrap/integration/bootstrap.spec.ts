import { ECRClient, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import {
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListPoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { HeadObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { awsSettings, loadStage } from '@edutechbr/lms-infra/program';
import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings } from '../src/load-settings.ts';
import { projectRoot } from '../src/project-root.ts';

jest.setTimeout(600_000);

const { settings } = loadSettings(process.env);
const aws = awsSettings(loadStage({}));
const iam = new IAMClient(aws);
const s3 = new S3Client(aws);

async function bootstrap(verb: 'apply' | 'destroy'): Promise<string> {
  const cli = join(projectRoot, 'src/cli.ts');
  const args = ['--conditions=@edutechbr/source', '--import', 'tsx', cli, verb];
  const { exitCode, all } = await execa('node', args, { all: true, reject: false });
  expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
  return all;
}

/** Whatever carries the bootstrap's name, or is the account's only one of its kind. */
async function whatIsThere(): Promise<string[]> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
  const { OpenIDConnectProviderList = [] } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const { repositories = [] } = await new ECRClient(aws).send(new DescribeRepositoriesCommand({}));
  const names = [
    ...Roles.map(({ RoleName }) => RoleName),
    ...Policies.map(({ PolicyName }) => PolicyName),
    ...OpenIDConnectProviderList.map(({ Arn }) => Arn),
    ...Buckets.map(({ Name }) => Name),
    ...repositories.map(({ repositoryName }) => repositoryName),
  ];
  return names.filter((name) => /bootstrap|AWSServiceRole|oidc-provider/.test(name ?? '')).map(String);
}

const stateOf = () =>
  s3.send(new HeadObjectCommand({ Bucket: settings.stateBucket, Key: 'edutechbr-lms/bootstrap.tfstate' }));

it('is applied with its state in its own bucket, changes nothing the second time, and leaves nothing (R15)', async () => {
  const before = await whatIsThere();
  expect(await bootstrap('apply')).toContain('production-deploy-role: arn:aws:iam::000000000000:role/');
  expect((await whatIsThere()).length).toBeGreaterThan(before.length + 20);
  await stateOf();
  expect(existsSync(join(projectRoot, 'state', `${settings.accountId}.tfstate`))).toBe(false);
  expect(await bootstrap('apply')).toContain('0 added, 0 changed, 0 destroyed');
  await bootstrap('destroy');
  expect(await whatIsThere()).toEqual(before);
});
