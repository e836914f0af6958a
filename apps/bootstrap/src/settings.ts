import { ExitError } from '@edutechbr/cli';
import { suffixFault, type Stage, type StageSettings } from '@edutechbr/lms-infra';
import { z } from 'zod';

const globRule = 'must be a suffix, or its beginning and -*, such as pr-*';
const suffixes = z
  .array(z.string(globRule).regex(/^[a-z0-9]+(-[a-z0-9]+)*(-\*)?$/, globRule))
  .min(1, 'must name at least one suffix');

const fields = z.strictObject({
  githubRepository: z
    .string('must be OWNER/NAME of a repository on GitHub')
    .regex(
      /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}\/[\w.-]{1,100}$/,
      'must be OWNER/NAME of a repository on GitHub',
    ),
  suffixes: z.strictObject({ preview: suffixes, production: suffixes }),
});

export type Account = z.infer<typeof fields>;

/** A stage that is deployed to the account. */
export interface DeployedStage {
  readonly name: 'preview' | 'production';
  /** Suffixes of its deployments; `*` stands for any rest. */
  readonly suffixes: readonly string[];
  /** The secrets that its tasks are given. */
  readonly secretNames: readonly string[];
  readonly certificateArn: string;
  /** Whether its deployments have experiments of AWS Fault Injection Service. */
  readonly faultExperiments: boolean;
  /** What a peering to the database changes in the database's VPC. @default - none leads there */
  readonly databaseVpc?: {
    readonly vpcId: string;
    readonly routeTableIds: readonly string[];
    readonly securityGroupId: string;
  };
}

export interface BootstrapSettings {
  readonly accountId: string;
  readonly region: string;
  /** Answers every AWS call instead of AWS. @default - AWS itself */
  readonly awsEndpoint?: string;
  readonly githubRepository: string;
  readonly stateBucket: string;
  readonly imageRepository: string;
  readonly stages: readonly DeployedStage[];
}

type StagesOfAws = Readonly<Record<DeployedStage['name'], StageSettings>>;

/**
 * What is set up in the account of a stage, for all stages that are deployed to it. On the local stage both of AWS's are
 * rehearsed.
 *
 * @throws ExitError 2 that names every wrong field with its rule and its value.
 */
export function bootstrapSettings(stage: Stage, stages: StagesOfAws, account: Account): BootstrapSettings {
  const { success, error } = fields.safeParse(account, { reportInput: true });
  if (!success)
    throw wrong(error.issues.map(({ path, message, input }) => [path.join('.'), message, input] as const));

  const { accountId, region, awsEndpoint } = stage;
  const ofAws = Object.values(stages);
  const here = stage.name === 'local' ? ofAws : ofAws.filter((each) => each.accountId === accountId);
  const buckets = here.flatMap(({ backend }) => ('bucket' in backend ? backend.bucket : []));
  const repositories = here.map(({ image }) => image.replace(/^[^/]+\/|@.*$/g, ''));
  const faults = [
    ...foreignSuffixes(account),
    ...several('backend.bucket', buckets),
    ...several('image', repositories),
    ...several('region', [...here.map((each) => each.region), region]),
  ];
  if (faults.length > 0) throw wrong(faults);

  const own = (text = '') => text.replaceAll(here[0]?.accountId ?? '', accountId);
  return {
    accountId,
    region,
    ...(awsEndpoint !== undefined && { awsEndpoint }),
    githubRepository: account.githubRepository,
    stateBucket: own(buckets[0]),
    imageRepository: repositories[0] ?? '',
    stages: here.map(({ name, database, launchKey, certificateArn, faultExperiments }) => ({
      name: nameOf(name),
      suffixes: account.suffixes[nameOf(name)],
      secretNames: [database.secretName, launchKey.secretName],
      certificateArn: own(certificateArn),
      faultExperiments,
      ...(database.network.type === 'peering' && { databaseVpc: database.network }),
    })),
  };
}

/** @throws ExitError 2 while something is a placeholder: the roles would trust whoever takes the repository's name. */
export function refusePlaceholders({ accountId, githubRepository, awsEndpoint }: BootstrapSettings): void {
  if (awsEndpoint !== undefined) return;
  const faults: Fault[] = [];
  if (accountId === '123456789012') faults.push(['accountId', 'of the stage must be your own', accountId]);
  if (githubRepository.startsWith('example-org/'))
    faults.push(['githubRepository', 'must be your own', githubRepository]);
  if (faults.length > 0) throw wrong(faults);
}

type Fault = readonly [field: string, rule: string, value: unknown];

function foreignSuffixes({ suffixes: byStage }: Account): Fault[] {
  return (['preview', 'production'] as const).flatMap((name) =>
    byStage[name]
      .map((suffix): Fault => [`suffixes.${name}`, suffixFault(name, suffix) ?? '', suffix])
      .filter(([, rule]) => rule !== ''),
  );
}

function several(field: string, values: readonly string[]): Fault[] {
  const distinct = [...new Set(values)];
  return distinct.length <= 1 ? [] : [[field, 'must be the same in all stages of an account', distinct]];
}

function nameOf(name: StageSettings['name']): DeployedStage['name'] {
  return name === 'preview' ? 'preview' : 'production';
}

function wrong(faults: readonly Fault[]): ExitError {
  const described = faults.map(([field, rule, value]) => `${field} ${rule}, got ${JSON.stringify(value)}`);
  return new ExitError(
    'wrongUsage',
    `apps/bootstrap/src/account.ts or a stage is wrong: ${described.join('; ')}`,
  );
}
