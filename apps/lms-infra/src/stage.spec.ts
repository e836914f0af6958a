import { checkStage, loadStage, refusePlaceholders } from './load-stage.ts';
import { stages } from './stages/index.ts';

const local = { ...stages.local, environmentSuffix: 'spec' };
const production = { ...stages.production, environmentSuffix: 'spec' };

const peered = (changes: object) => ({
  database: { ...local.database, network: { ...local.database.network, ...changes } },
});

describe('the stage that the environment names', () => {
  it('is local with the suffix dev when nothing is set', () => {
    expect(loadStage({})).toMatchObject({ name: 'local', environmentSuffix: 'dev' });
  });

  it.each([
    ['preview', 'preview'],
    ['production', 'main'],
  ])('has a default suffix of its own: %s-%s', (LMS_STAGE, environmentSuffix) => {
    expect(loadStage({ LMS_STAGE })).toMatchObject({ name: LMS_STAGE, environmentSuffix });
  });

  it('is the one in LMS_STAGE', () => {
    expect(loadStage({ LMS_STAGE: 'preview', ENVIRONMENT_SUFFIX: 'pr-7' })).toMatchObject({
      name: 'preview',
      environmentSuffix: 'pr-7',
    });
  });

  it('is deployed with the image that CI has just built', () => {
    const LMS_IMAGE = local.image.replaceAll('0', '1');
    expect(loadStage({ LMS_STAGE: 'production', LMS_IMAGE }).image).toBe(LMS_IMAGE);
    expect(() => loadStage({ LMS_IMAGE: 'lms:latest' })).toThrow(
      'image must be an image in ECR named by its digest',
    );
  });

  it.each(['staging', '', 'toString'])('is refused when LMS_STAGE is %j', (LMS_STAGE) => {
    expect(() => loadStage({ LMS_STAGE })).toThrow(
      `LMS_STAGE must be one of local, preview, production, got ${JSON.stringify(LMS_STAGE)}`,
    );
  });

  it.each(['', 'A_b', 'a--b', '-a', 'a-', 'a'.repeat(100), 'a b', 'a\n', '\u{1F393}', 'é'])(
    'is refused when ENVIRONMENT_SUFFIX is %j',
    (ENVIRONMENT_SUFFIX) => {
      expect(() => loadStage({ ENVIRONMENT_SUFFIX })).toThrow(
        new RegExp(`ENVIRONMENT_SUFFIX must be 1 to \\d+ lower-case letters and digits .*, got "`),
      );
    },
  );
});

describe('a suffix', () => {
  const accepts = (LMS_STAGE: string, ENVIRONMENT_SUFFIX: string) => {
    try {
      return loadStage({ LMS_STAGE, ENVIRONMENT_SUFFIX }).environmentSuffix === ENVIRONMENT_SUFFIX;
    } catch {
      return false;
    }
  };

  it.each(['preview', 'preview-cache', 'pr-7', 'main', 'dev', 'previews', 'pr', 'spec-pr-7', 'x-preview'])(
    'belongs to preview or to production, never to both: %s',
    (suffix) => expect(accepts('preview', suffix)).toBe(!accepts('production', suffix)),
  );

  it.each([
    ['preview', 'main', 'must be preview, or begin with preview- or pr-, in stage preview'],
    ['production', 'pr-7', 'must neither be preview nor begin with preview- or pr- in stage production'],
    [
      'production',
      'bootstrap',
      "must neither be bootstrap nor begin with bootstrap-: these are apps/bootstrap's",
    ],
  ])('of another stage is refused with the rule: %s-%s', (LMS_STAGE, ENVIRONMENT_SUFFIX, rule) => {
    const load = () => loadStage({ LMS_STAGE, ENVIRONMENT_SUFFIX });
    expect(load).toThrow(`stage ${LMS_STAGE} has a wrong field: ENVIRONMENT_SUFFIX ${rule}`);
    expect(load).toThrow(`got "${ENVIRONMENT_SUFFIX}"`);
  });
});

describe('the schema of a stage', () => {
  it('names every wrong field with its rule and its value, all at once', () => {
    const wrong = {
      ...local,
      environmentSuffix: 'A_b',
      region: 'Brazil',
      colour: 'red',
      task: { cpu: 300, memoryMiB: 512 },
      scaling: { ...local.scaling, minTasks: 9 },
      database: { ...local.database, maxConnections: 1 },
      examWindows: [{ ...local.examWindows[0], endTime: '25:00' }],
    };
    const message = refusal(wrong);
    for (const expected of [
      'ENVIRONMENT_SUFFIX must be 1 to',
      'region must be an AWS region such as sa-east-1, got "Brazil"',
      'colour is not a field',
      'task.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300',
      'scaling.minTasks must be at most maxTasks 6, got 9',
      'database.maxConnections must be at least 60',
      'examWindows[0].endTime must be a time such as 07:30, got "25:00"',
    ])
      expect(message).toContain(expected);
  });

  it.each([
    ['accountId', { accountId: '12' }, 'accountId must be 12 digits, got "12"'],
    ['no zone', { availabilityZones: [] }, 'availabilityZones must name at least 2 zones, got []'],
    [
      'a zone of another region',
      { availabilityZones: ['sa-east-1a', 'us-east-1b'] },
      'availabilityZones must be zones of sa-east-1, got ["us-east-1b"]',
    ],
    [
      'a zone named twice',
      { availabilityZones: ['sa-east-1a', 'sa-east-1a'] },
      'availabilityZones must be different, got ["sa-east-1a","sa-east-1a"]',
    ],
    [
      'a boundary that is no policy',
      { permissionsBoundaryArn: 'arn:aws:iam::000000000000:role/lms' },
      'permissionsBoundaryArn must be the ARN of an IAM policy',
    ],
    [
      'a certificate elsewhere',
      { certificateArn: local.certificateArn.replace('sa-', 'us-') },
      'certificateArn must be in sa-east-1',
    ],
    [
      "somebody else's certificate",
      { certificateArn: local.certificateArn.replace('000000000000', '210987654321') },
      'certificateArn must be in sa-east-1 and account 000000000000',
    ],
    [
      'a network too small for its subnets',
      { vpcCidrBlock: '10.0.0.0/25' },
      'vpcCidrBlock must be between /16 and /23, got "10.0.0.0/25"',
    ],
    [
      'experiments that are neither allowed nor not',
      { faultExperiments: 'in preview' },
      'faultExperiments must be true or false, got "in preview"',
    ],
    [
      'access logs where no account is known that writes them',
      { region: 'eu-west-1' },
      'region must be one of sa-east-1, got "eu-west-1"',
    ],
    [
      'a database at all addresses',
      { database: { ...local.database, network: { type: 'reachable', cidrBlocks: ['0.0.0.0/0'] } } },
      'database.network.cidrBlocks[0] must not be all addresses',
    ],
    ['an image by tag', { image: 'nginx:latest' }, 'image must be an image in ECR named by its digest'],
    [
      'an image in another region',
      { image: local.image.replace('.sa-', '.us-') },
      'image must be in sa-east-1, whose endpoints the tasks pull it through',
    ],
    [
      'a burst on tasks that are not full',
      { scaling: { ...local.scaling, burst: { saturationPercent: 20 } } },
      'scaling.burst.saturationPercent must be a whole number between 50 and 95, got 20',
    ],
    ['a missing field', { task: undefined }, 'task must be an object, got nothing'],
    [
      'a store of state on AWS',
      { backend: { type: 's3', bucket: 'state' } },
      'backend.type must be local in stage local, got "s3"',
    ],
    ['no endpoint', { awsEndpoint: undefined }, 'awsEndpoint must be set in stage local, got nothing'],
    [
      'no way to the database',
      { database: { ...local.database, network: undefined } },
      "database.network must be { type: 'peering', … } or { type: 'reachable', … }, got nothing",
    ],
    [
      'a range named twice',
      {
        database: {
          ...local.database,
          network: { type: 'reachable', cidrBlocks: ['10.1.0.0/24', '10.1.0.0/24'] },
        },
      },
      'database.network.cidrBlocks[1] must differ from database.network.cidrBlocks[0], got "10.1.0.0/24"',
    ],
    [
      "a reachable range within the network's own",
      { database: { ...local.database, network: { type: 'reachable', cidrBlocks: ['10.0.9.0/24'] } } },
      'database.network.cidrBlocks[0] must not overlap vpcCidrBlock 10.0.0.0/16, got "10.0.9.0/24"',
    ],
    [
      "a peering with the network's own range",
      peered({ cidrBlock: '10.0.0.0/16' }),
      'database.network.cidrBlock must not be vpcCidrBlock itself, got "10.0.0.0/16"',
    ],
    [
      'a peering with a range around it',
      peered({ cidrBlock: '10.0.0.0/8' }),
      'database.network.cidrBlock must not overlap vpcCidrBlock 10.0.0.0/16, got "10.0.0.0/8"',
    ],
    [
      'a peering without a route back',
      peered({ routeTableIds: [] }),
      'database.network.routeTableIds must name at least one route table, got []',
    ],
    [
      'a VPC by its name',
      peered({ vpcId: 'database' }),
      'database.network.vpcId must be the id of a VPC: vpc-…, got "database"',
    ],
    [
      'a secret of RDS without what it does not hold',
      { database: { ...local.database, secretName: 'rds!db-1' } },
      'database.host must be given: a secret that RDS manages holds the user and the password only, got nothing',
    ],
    [
      'a network too small for a deployment while a zone is lost',
      { vpcCidrBlock: '10.0.0.0/23', scaling: { ...local.scaling, maxTasks: 30 } },
      "vpcCidrBlock must be wider: a private subnet has 27 addresses, and a zone's loss during a deployment of 30 tasks takes 37",
    ],
    [
      'sessions without Redis',
      { sessionStores: ['postgresql'] },
      "sessionStores must be ['redis'] or ['redis', 'postgresql'], got [\"postgresql\"]",
    ],
    [
      'an RDS instance by its host name',
      { database: { ...local.database, instanceIdentifier: 'lms.rds.example' } },
      "database.instanceIdentifier must be an RDS instance's identifier",
    ],
    [
      'a secret by ARN',
      { launchKey: { secretName: 'arn:aws:secretsmanager:x' } },
      'launchKey.secretName must be the name of a secret',
    ],
  ])('refuses %s', (_what, change, message) => {
    expect(refusal({ ...local, ...change })).toContain(message);
  });

  it('reports what constructs would refuse together with what it finds itself', () => {
    const [window] = local.examWindows;
    const message = refusal({
      ...local,
      accountId: '12',
      vpcCidrBlock: '10.0.1.0/16',
      task: { cpu: 256, memoryMiB: 4096 },
      examWindows: [
        { ...window, startTime: '00:05' },
        { ...window, name: 'again', startTime: '03:00', endTime: '03:45' },
        { ...window, name: 'afternoon', startTime: '15:00', endTime: '14:00' },
      ],
    });
    for (const expected of [
      'accountId must be 12 digits, got "12"',
      'vpcCidrBlock must start at its own network address, got "10.0.1.0/16"',
      'task.memoryMiB must be one of 512, 1024, 2048 with cpu 256, got 4096',
      'examWindows[0].startTime must be at least 15 minutes after midnight, got "00:05"',
      'examWindows[1] must not overlap rehearsal, lead time included, got "again"',
      'examWindows[2].endTime must be later than startTime (15:00), got "14:00"',
    ])
      expect(message).toContain(expected);
  });

  it('refuses a single NAT gateway in production', () => {
    expect(refusal({ ...production, natGateways: 'single' })).toContain(
      'natGateways must be one-per-zone in production',
    );
  });

  it.each([
    [
      "production's database",
      { database: { ...stages.preview.database, secretName: production.database.secretName } },
      'database.secretName must not be that of stage production, got "edutechbr/lms/production/database"',
    ],
    [
      "production's launch key",
      { launchKey: production.launchKey },
      'launchKey.secretName must not be that of stage production, got "edutechbr/lms/production/launch-key"',
    ],
    [
      "a part of production's addresses",
      { vpcCidrBlock: '10.20.16.0/20' },
      'vpcCidrBlock must not overlap 10.20.0.0/16 of stage production',
    ],
  ])('refuses a preview with %s', (_what, change, message) => {
    expect(refusal({ ...stages.preview, environmentSuffix: 'pr-7', ...change })).toContain(message);
  });

  it('lets stages in accounts of their own give secrets the same names', () => {
    const { accountId, certificateArn } = stages.preview;
    const elsewhere = {
      ...stages.preview,
      environmentSuffix: 'pr-7',
      accountId: '210987654321',
      certificateArn: certificateArn.replace(accountId, '210987654321'),
      launchKey: production.launchKey,
    };
    expect(refusal(elsewhere)).toBe('accepted');
  });

  it('counts the connections of a deployment, which runs old and new tasks side by side', () => {
    const { poolSize } = production.database;
    const needed = 2 * production.scaling.maxTasks * poolSize;
    const withConnections = (maxConnections: number) => ({
      ...production,
      database: { ...production.database, maxConnections },
    });
    expect(checkStage(withConnections(needed)).database.maxConnections).toBe(needed);
    expect(refusal(withConnections(needed - 1))).toContain(
      `database.maxConnections must be at least ${needed}`,
    );
  });

  it('puts exam windows in order', () => {
    const window = { name: 'morning', weekdays: ['MON'], startTime: '08:00', endTime: '08:00', minTasks: 99 };
    const message = refusal({
      ...production,
      examWindows: [window, { ...window, endTime: '09:00', minTasks: 18 }],
    });
    expect(message).toContain('examWindows[0].endTime must be later than startTime (08:00), got "08:00"');
    expect(message).toContain(
      'examWindows[0].minTasks must be between scaling.minTasks 3 and scaling.maxTasks 36, got 99',
    );
    expect(message).toContain('examWindows[1].name must be used once, got "morning"');
  });
});

describe('placeholders', () => {
  it('are listed before anything is planned or deployed', () => {
    const list = () => refusePlaceholders(checkStage(production));
    for (const field of [
      'accountId',
      'backend.bucket',
      'url',
      'certificateArn',
      'image',
      'database.network.vpcId',
      'database.network.routeTableIds[0]',
      'database.network.securityGroupId',
    ])
      expect(list).toThrow(` ${field} (`);
    expect(list).toThrow('apps/lms-infra/src/stages/production.ts');
  });

  it('are not looked for on this machine', () => {
    expect(() => refusePlaceholders(checkStage(local))).not.toThrow();
  });

  it('are gone when every field is filled', () => {
    const filled = JSON.stringify(production)
      .replaceAll('123456789012', '210987654321')
      .replaceAll('.example', '.com.br')
      .replaceAll(/0{17,}/g, (zeros) => '1'.repeat(zeros.length));
    expect(() => refusePlaceholders(checkStage(JSON.parse(filled)))).not.toThrow();
  });
});

function refusal(settings: Record<string, unknown>): string {
  try {
    checkStage(settings);
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}
