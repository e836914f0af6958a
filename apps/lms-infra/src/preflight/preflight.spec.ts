import { ImageNotFoundException } from '@aws-sdk/client-ecr';
import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { mkdtempSync, rmSync } from 'node:fs';
import { Resolver } from 'node:dns/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { synthesize } from '../app.ts';
import { checkStage, loadStage } from '../load-stage.ts';
import { fakeAws, type Answers } from '../testing/fake-aws.ts';
import { preflight } from './preflight.ts';

const projectRoot = mkdtempSync(join(tmpdir(), 'preflight-'));
jest.mock('../project-root.ts', () => ({
  ...jest.requireActual<object>('../project-root.ts'),
  get projectRoot() {
    return projectRoot;
  },
}));

/** How much faster than a clock the preflight's patience ends. */
let mockSpeed = 1;
jest.mock('node:timers/promises', () => {
  const timers = jest.requireActual<typeof import('node:timers/promises')>('node:timers/promises');
  const faster: typeof timers.setTimeout = (ms = 0, value, options) =>
    timers.setTimeout(ms / mockSpeed, value, options);
  return { ...timers, setTimeout: faster };
});

const filled = JSON.stringify(loadStage({ LMS_STAGE: 'production' }))
  .replaceAll('123456789012', '111122223333')
  .replaceAll('edutechbr.example', 'edutechbr.com.br')
  .replace(/certificate\/[^"]+/, 'certificate/11111111-2222-4333-8444-555555555555')
  .replace(/sha256:0+/, `sha256:${'ab'.repeat(32)}`)
  .replace(/(sg|vpc|rtb)-0{17}/g, '$1-0123456789abcdef0');
const production = checkStage(JSON.parse(filled));
const host = 'lms.edutechbr.com.br';
const metadata = { $metadata: {}, message: '' };

let certificate = '';
let good: Answers;

beforeAll(async () => {
  synthesize(production, projectRoot);
  ({ cert: certificate } = await generate([{ name: 'commonName', value: host }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  }));
});
afterAll(() => rmSync(projectRoot, { recursive: true }));

const zones = ['sa-east-1a', 'sa-east-1b', 'sa-east-1c'];
const database = { host: 'db', username: 'lms', password: 'p', dbname: 'lms' };
const launchKey = Buffer.alloc(32, 7).toString('base64url');
const endpoints = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'];

/** Answers of an account in which everything is ready; lists that are not named are empty. */
beforeEach(() => {
  const lists = [
    ...[
      'DescribeVpcs',
      'DescribeSubnets',
      'DescribeRouteTables',
      'DescribeInternetGateways',
      'DescribeNatGateways',
    ],
    ...[
      'DescribeAddresses',
      'DescribeVpcEndpoints',
      'DescribeVpcPeeringConnections',
      'DescribeFlowLogs',
      'DescribeSecurityGroups',
      'DescribeLoadBalancers',
    ],
    ...[
      'DescribeTargetGroups',
      'DescribeReplicationGroups',
      'DescribeUsers',
      'DescribeUserGroups',
      'DescribeSnapshots',
    ],
    ...[
      'DescribeCacheSubnetGroups',
      'DescribeCacheParameterGroups',
      'DescribeFileSystems',
      'ListAliases',
      'ListBuckets',
    ],
    ...['ListClusters', 'ListTaskDefinitions', 'DescribeScalableTargets', 'ListRoles', 'ListPolicies'],
    ...['DescribeLogGroups', 'DescribeAlarms', 'ListDashboards', 'ListTopics', 'ListDetectors'],
  ];
  good = {
    ...Object.fromEntries(lists.map((name) => [name, {}])),
    GetCallerIdentity: { Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/admin' },
    HeadBucket: { BucketRegion: 'sa-east-1' },
    GetBucketVersioning: { Status: 'Enabled' },
    DescribeImages: {},
    BatchGetImage: {
      images: [{ imageManifest: JSON.stringify({ manifests: [{ platform: { architecture: 'arm64' } }] }) }],
    },
    DescribeSecret: {},
    GetSecretValue: ({ SecretId }: { SecretId: string }) => ({
      SecretString: JSON.stringify(SecretId.endsWith('launch-key') ? { launchKey } : database),
    }),
    DescribeCertificate: { Certificate: { Status: 'ISSUED' } },
    GetCertificate: { Certificate: certificate },
    GetServiceQuota: { Quota: { Value: 100 } },
    DescribeAvailabilityZones: {
      AvailabilityZones: zones.map((ZoneName) => ({ ZoneName, State: 'available' })),
    },
    DescribeVpcEndpointServices: {
      ServiceDetails: endpoints.map((name) => ({
        ServiceName: `com.amazonaws.sa-east-1.${name}`,
        AvailabilityZones: zones,
      })),
    },
    DescribeReservedCacheNodesOfferings: { ReservedCacheNodesOfferings: [{}] },
    DescribeInstanceTypeOfferings: { InstanceTypeOfferings: zones.map((Location) => ({ Location })) },
    GetRole: {},
  };
  jest.spyOn(Resolver.prototype, 'resolve4').mockResolvedValue([]);
  jest.spyOn(Resolver.prototype, 'resolve4').mockImplementation((async () => ['203.0.113.7']) as never);
});
afterEach(() => {
  jest.restoreAllMocks();
  mockSpeed = 1;
});

/** What is found, as `check: problem | mend`, when AWS answers some questions otherwise. */
async function findings(answers: Answers, stage = production): Promise<string[]> {
  fakeAws({ ...good, ...answers });
  const found = await preflight(stage);
  expect(found.passed).toBe(found.findings.every(({ advice }) => advice));
  return found.findings.map(({ check, problem, mend }) => `${check}: ${problem} | ${mend}`);
}

it('finds nothing in an account that is ready', async () => {
  expect(await findings({})).toEqual([]);
});

const secretWith = (value: object) => ({
  GetSecretValue: ({ SecretId }: { SecretId: string }) => ({
    SecretString: JSON.stringify(
      SecretId.endsWith('launch-key') ? { launchKey, ...value } : { ...database, ...value },
    ),
  }),
});
const notFound = (status: number) =>
  new S3ServiceException({ name: 'E', $fault: 'client', $metadata: { httpStatusCode: status } });

it.each<[string, () => Answers, RegExp]>([
  [
    'somebody else is signed in',
    () => ({ GetCallerIdentity: { Account: '999900001111', Arn: 'arn:x' } }),
    /^account: .* of account 999900001111 and not 111122223333 \| sign in to 111122223333/,
  ],
  [
    'the state bucket is missing',
    () => ({ HeadBucket: notFound(404) }),
    /^state bucket: .*does not exist \| npx nx run bootstrap:apply/,
  ],
  [
    'the state bucket is not ours',
    () => ({ HeadBucket: notFound(403) }),
    /^state bucket: .*another account's/,
  ],
  [
    'the state bucket keeps no versions',
    () => ({ GetBucketVersioning: {} }),
    /^state bucket: .*keeps no versions/,
  ],
  [
    'the image was never pushed',
    () => ({ DescribeImages: new ImageNotFoundException(metadata) }),
    /^image: ecr-lms-production-bootstrap has no image sha256:abab.* \| docker build --platform linux\/arm64 /,
  ],
  [
    'the image is for another processor',
    () => ({
      BatchGetImage: { images: [{ imageManifest: '{"manifests":[{"platform":{"architecture":"amd64"}}]}' }] },
    }),
    /^image: the image is for amd64, and cpuArchitecture is ARM64/,
  ],
  [
    'the secrets are missing',
    () => ({ GetSecretValue: new ResourceNotFoundException(metadata) }),
    /^secrets: .* no secret edutechbr\/lms\/production\/database \| aws secretsmanager create-secret .*password/,
  ],
  [
    'a database secret has no password',
    () => secretWith({ password: '' }),
    /^secrets: .*\/database has no password/,
  ],
  [
    'a launch key is padded, which openssl makes it by itself',
    () => secretWith({ launchKey: Buffer.alloc(32, 7).toString('base64') }),
    /^secrets: .*launch-key has a launchKey that is none: it must be at least 32 bytes as base64url without padding/,
  ],
  [
    'a secret is under a key that the stage does not say',
    () => ({ DescribeSecret: { KmsKeyId: 'arn:aws:kms:sa-east-1:111122223333:key/k' } }),
    /^secrets: .*secretKmsKeyArn does not say/,
  ],
  [
    'the certificate waits for its record',
    () => ({ DescribeCertificate: { Certificate: { Status: 'PENDING_VALIDATION' } } }),
    /^certificate: .*waits for its DNS record \| aws acm describe-certificate .* aws acm wait certificate-validated/,
  ],
  [
    'the quota of Fargate is that of a new account',
    () => ({
      GetServiceQuota: ({ ServiceCode }: { ServiceCode: string }) => ({
        Quota: { Value: ServiceCode === 'fargate' ? 6 : 100 },
      }),
    }),
    /^quota of Fargate vCPU: needed are 72 .*allowed 6 .* \| aws service-quotas request-service-quota-increase .*--quota-code L-3032A538 --desired-value 72/,
  ],
  [
    'others have the Elastic IPs',
    () => ({
      DescribeAddresses: { Addresses: [{}, {}, {}] },
      GetServiceQuota: ({ ServiceCode }: { ServiceCode: string }) => ({
        Quota: { Value: ServiceCode === 'ec2' ? 5 : 100 },
      }),
    }),
    /^quota of Elastic IPs: needed are 6 .*3 of others and 3 .*allowed 5/,
  ],
  [
    'others have the VPCs',
    () => ({
      DescribeVpcs: { Vpcs: Array(5).fill({}) },
      GetServiceQuota: ({ ServiceCode }: { ServiceCode: string }) => ({
        Quota: { Value: ServiceCode === 'vpc' ? 5 : 100 },
      }),
    }),
    /^quota of VPCs: needed are 6 .*allowed 5/,
  ],
  [
    'the account has no third zone',
    () => ({
      DescribeAvailabilityZones: {
        AvailabilityZones: zones.slice(0, 2).map((ZoneName) => ({ ZoneName, State: 'available' })),
      },
    }),
    /^zones: the account cannot use sa-east-1c/,
  ],
  [
    'an endpoint is not offered in a zone',
    () => ({
      DescribeVpcEndpointServices: {
        ServiceDetails: endpoints.map((name) => ({
          ServiceName: `com.amazonaws.sa-east-1.${name}`,
          AvailabilityZones: name === 'logs' ? zones.slice(1) : zones,
        })),
      },
    }),
    /^endpoint services: com\.amazonaws\.sa-east-1\.logs is not offered in sa-east-1a/,
  ],
  [
    'the region has no such Redis node',
    () => ({ DescribeReservedCacheNodesOfferings: {} }),
    /^node type: ElastiCache offers no cache\.m6g\.large in sa-east-1 \| .*describe-reserved-cache-nodes-offerings/,
  ],
  [
    'a service was never used in the account',
    () => ({
      GetRole: ({ RoleName }: { RoleName: string }) =>
        RoleName === 'AWSServiceRoleForECS' ? new NoSuchEntityException(metadata) : {},
    }),
    /^service-linked roles: AWSServiceRoleForECS does not exist \| aws iam create-service-linked-role --aws-service-name ecs\.amazonaws\.com/,
  ],
  [
    'the suffix is taken',
    () => ({
      DescribeFileSystems: {
        FileSystems: [
          { Name: 'efs-course-content-production-main', Tags: [{ Key: 'stage', Value: 'preview' }] },
        ],
      },
    }),
    /^names and addresses: the suffix main is taken: file system efs-course-content-production-main/,
  ],
  [
    'AWS does not let the role ask',
    () => ({ DescribeSecret: new Error('AccessDenied') }),
    /^secrets: AWS refuses to tell: AccessDenied/,
  ],
])('says so when %s, with what mends it', async (_, answers, expected) => {
  expect(await findings(answers())).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
});

it('says of a certificate of another name whose it is', async () => {
  const stage = checkStage({ ...production, url: 'https://exams.edutechbr.com.br' });
  expect(await findings({}, stage)).toEqual([
    expect.stringMatching(
      /^certificate: the certificate is for DNS:lms\.edutechbr\.com\.br, and not for exams\./,
    ),
  ]);
});

it('takes the default of a quota that was never changed', async () => {
  const { NoSuchResourceException } = jest.requireActual<typeof import('@aws-sdk/client-service-quotas')>(
    '@aws-sdk/client-service-quotas',
  );
  const answers = {
    GetServiceQuota: new NoSuchResourceException(metadata),
    GetAWSDefaultServiceQuota: { Quota: { Value: 5 } },
  };
  expect(await findings(answers)).toEqual([expect.stringMatching(/^quota of Fargate vCPU: .*allowed 5/)]);
});

it('lists ten faults at once', async () => {
  const ten = await findings({
    HeadBucket: notFound(404),
    DescribeImages: new ImageNotFoundException(metadata),
    GetSecretValue: new ResourceNotFoundException(metadata),
    DescribeCertificate: { Certificate: { Status: 'FAILED' } },
    GetServiceQuota: { Quota: { Value: 0 } },
    DescribeAvailabilityZones: {},
    DescribeReservedCacheNodesOfferings: {},
    GetRole: new NoSuchEntityException(metadata),
  });
  expect(new Set(ten.map((line) => line.split(':')[0])).size).toBe(10);
});

describe('what a deploy can go on with', () => {
  it('is a missing DNS record, as the load balancer comes first', async () => {
    jest
      .spyOn(Resolver.prototype, 'resolve4')
      .mockRejectedValue(Object.assign(new Error(), { code: 'ENOTFOUND' }));
    fakeAws(good);
    expect(await preflight(production)).toMatchObject({
      passed: true,
      findings: [{ check: 'DNS record', problem: `${host} has no DNS record`, advice: true }],
    });
  });

  it("is GuardDuty's own endpoint, which a destroy will meet", async () => {
    const feature = {
      Name: 'RUNTIME_MONITORING',
      Status: 'ENABLED',
      AdditionalConfiguration: [{ Name: 'ECS_FARGATE_AGENT_MANAGEMENT', Status: 'ENABLED' }],
    };
    fakeAws({ ...good, ListDetectors: { DetectorIds: ['d'] }, GetDetector: { Features: [feature] } });
    expect(await preflight(production)).toMatchObject({
      passed: true,
      findings: [{ check: 'GuardDuty', mend: expect.stringContaining('delete-vpc-endpoints'), advice: true }],
    });
  });
});

it('asks AWS nothing about a stage with placeholders, and lists them all', async () => {
  const sent = fakeAws(good);
  const { passed, findings: found } = await preflight(loadStage({ LMS_STAGE: 'production' }));
  expect(passed).toBe(false);
  expect(found.map(({ problem }) => problem)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^accountId is still 123456789012/),
      expect.stringMatching(/^image is still /),
    ]),
  );
  expect(sent).toEqual([]);
});

it('says that AWS was too slow to answer, and does not wait for it', async () => {
  // The other answers come in time: what is asked after the test would be asked of AWS.
  mockSpeed = 5;
  fakeAws({ ...good, DescribeCertificate: () => new Promise(() => undefined) });
  expect((await preflight(production)).findings).toContainEqual(
    expect.objectContaining({ check: 'certificate', problem: 'AWS did not answer in time' }),
  );
});
