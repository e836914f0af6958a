import { EFSClient, CreateFileSystemCommand, DeleteFileSystemCommand } from '@aws-sdk/client-efs';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Names } from '@edutechbr/foundation';
import { loadStage } from '../src/load-stage.ts';
import { preflight } from '../src/preflight/preflight.ts';
import type { Stage } from '../src/stage.ts';
import { otherCertificateArn } from '../src/stages/local.ts';
import { aws, outputs } from './deployed-stage.ts';

jest.setTimeout(60_000);

const stage = loadStage(process.env);
const changed = (settings: Partial<Stage>): Stage => ({ ...stage, ...settings });
const findings = async (of = stage) =>
  (await preflight(of)).findings.map(({ check, problem }) => `${check}: ${problem}`);

/** What is asked while a secret has another value. */
async function withSecret(SecretId: string, value: object, of = stage): Promise<string[]> {
  const client = new SecretsManagerClient(aws);
  const { SecretString: before } = await client.send(new GetSecretValueCommand({ SecretId }));
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  try {
    return await findings(of);
  } finally {
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: before }));
  }
}

// A stage on AWS has its own preflight, before each deploy.
(outputs.awsEndpoint ? describe : describe.skip)('a preflight of the deployed stage', () => {
  it('finds nothing', async () => {
    expect(await findings()).toEqual([]);
  });

  it.each<[string, Partial<Stage>, RegExp]>([
    [
      'another account',
      { accountId: '111111111111' },
      /^account: .* of account 000000000000 and not 111111111111/,
    ],
    [
      'an image that nobody pushed',
      { image: stage.image.replace(/\w{8}$/, '00000000') },
      /^image: .* has no image/,
    ],
    [
      'a repository that does not exist',
      { image: stage.image.replace('reference-lms', 'no-lms') },
      /^image: ECR has no repository no-lms/,
    ],
    [
      'a certificate of another name',
      { certificateArn: otherCertificateArn },
      /^certificate: the certificate is for /,
    ],
    [
      'a certificate that does not exist',
      { certificateArn: `${stage.certificateArn.slice(0, -1)}9` },
      /^certificate: ACM has no /,
    ],
    [
      'a zone that the region does not have',
      { availabilityZones: ['sa-east-1a', 'sa-east-1z'] },
      /^zones: .* cannot use sa-east-1z/,
    ],
    [
      "another deployment's suffix",
      { environmentSuffix: 'other' },
      /^names and addresses: vpcCidrBlock .* overlaps/,
    ],
  ])('finds %s', async (_, settings, expected) => {
    expect(await findings(changed(settings))).toEqual([expect.stringMatching(expected)]);
  });

  it('finds a padded launch key, a secret without its keys, and one with an empty password', async () => {
    const launchKey = Buffer.alloc(32).toString('base64');
    expect(await withSecret(stage.launchKey.secretName, { launchKey })).toEqual([
      expect.stringMatching(/^secrets: .*without padding/),
    ]);
    const lacking = await withSecret(stage.database.secretName, { username: 'lms', password: '' });
    expect(lacking).toContainEqual(expect.stringMatching(/^secrets: .* has no password/));
    expect(lacking).toContainEqual(expect.stringMatching(/^secrets: .* has no host/));
  });

  it("finds what carries its name and another stage's tag", async () => {
    const efs = new EFSClient(aws);
    const name = new Names(stage).name('efs-of-another');
    const Tags = [
      { Key: 'Name', Value: name },
      { Key: 'stage', Value: 'preview' },
    ];
    const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ CreationToken: name, Tags }));
    try {
      expect(await findings()).toEqual([
        expect.stringMatching(/^names and addresses: the suffix \w+ is taken: file system/),
      ]);
    } finally {
      await efs.send(new DeleteFileSystemCommand({ FileSystemId }));
    }
  });
});
