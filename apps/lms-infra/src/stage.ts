import { stageNames } from '@edutechbr/cli';
import {
  environmentSuffixMaxLength,
  environmentSuffixPattern,
  logRetentionDays,
} from '@edutechbr/foundation';
import { imagePattern, secretNamePattern, secretNameRule } from '@edutechbr/service';
import { z } from 'zod';
import { stageRules } from './stage-rules.ts';

const matching = (pattern: RegExp, rule: string) => z.string(rule).regex(pattern, rule);
const between = (low: number, high: number) => {
  const rule = `must be a whole number between ${low} and ${high}`;
  return z.int(rule).min(low, rule).max(high, rule);
};
const oneOf = <const Values extends readonly (string | number)[]>(...values: Values) =>
  z.literal([...values], `must be one of ${values.join(', ')}`);
const suffixRule = `must be 1 to ${environmentSuffixMaxLength} lower-case letters and digits in groups joined by single hyphens`;
const cidrBlock = z.cidrv4('must be an IPv4 range such as 10.0.0.0/16');
const accountId = matching(/^\d{12}$/, 'must be 12 digits');
const secretName = matching(secretNamePattern, secretNameRule);
const kmsKeyArn = matching(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'must be the ARN of a KMS key');
const timeOfDay = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 07:30');

/** Hours in which exams are written, in São Paulo's time (`ExamWindow` of the service). */
const examWindow = z.strictObject({
  name: matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  weekdays: z
    .array(oneOf('MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'), 'must be a list of days')
    .min(1, 'must name at least one day'),
  startTime: timeOfDay,
  endTime: timeOfDay,
  minTasks: between(1, 1000),
  leadMinutes: between(7, 180).optional(),
});

/** Ids of EC2: `vpc-`, and 8 or 17 digits. */
const ec2Id = (prefix: string, what: string) =>
  matching(new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`), `must be the id of ${what}: ${prefix}-…`);

/** How the network reaches the database. */
const databaseNetwork = z.discriminatedUnion(
  'type',
  [
    /** The database is in another VPC of the account and region: the peering, its routes and the rules are ours. */
    z.strictObject({
      type: z.literal('peering'),
      /** The database's VPC; its DNS hostnames and DNS resolution are on. */
      vpcId: ec2Id('vpc', 'a VPC'),
      /** The range of that VPC in which the database has its addresses. */
      cidrBlock,
      /** Of the database's subnets. */
      routeTableIds: z
        .array(ec2Id('rtb', 'a route table'), 'must be a list of route tables')
        .min(1, 'must name at least one route table'),
      /** Of the database: the rule that lets the tasks in is ours. */
      securityGroupId: ec2Id('sg', 'a security group'),
    }),
    /** The way is somebody else's, such as a transit gateway's. */
    z.strictObject({
      type: z.literal('reachable'),
      /** Ranges in which the database has its addresses. */
      cidrBlocks: z.array(cidrBlock, 'must be a list of ranges').min(1, 'must name at least one range'),
    }),
  ],
  "must be { type: 'peering', … } or { type: 'reachable', … }",
);

/** The database exists already; the stage says how the tasks reach it. */
const database = z.strictObject({
  /** An existing secret with the JSON keys of RDS: host, username, password, dbname; or RDS's own, with user and password. */
  secretName,
  /** The secret's customer-managed key. @default - the secret is under AWS's own key */
  secretKmsKeyArn: kmsKeyArn.optional(),
  /** Its DNS name; needed when RDS manages the secret (`rds!…`). @default - the secret's `host` */
  host: z.string('must be a DNS name').optional(),
  /** Name of the database in it; needed when RDS manages the secret. @default - the secret's `dbname` */
  name: z.string('must be the name of a database').optional(),
  port: between(1, 65535),
  network: databaseNetwork,
  /** Authorities that its certificate is trusted from, as PEM. @default - RDS's, which the image brings */
  caCertificates: z.string('must be certificates as PEM').optional(),
  /** Connections that the database leaves to the LMS. */
  maxConnections: between(1, 100_000),
  /** Connections that each task keeps. */
  poolSize: between(1, 100),
  /** RDS's identifier of the instance, so that load tests find its CPU. @default - it is not measured */
  instanceIdentifier: matching(
    /^[a-z](-?[a-z0-9])*$/,
    "must be an RDS instance's identifier: lower-case letters, digits and single hyphens",
  ).optional(),
});

/** Where Terraform keeps its state: S3 locks natively, without a table. */
const backend = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('local') }),
    z.strictObject({
      type: z.literal('s3'),
      /** An existing bucket with versioning. */
      bucket: matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of an S3 bucket'),
    }),
  ],
  'must be local or s3',
);

/** Each field by itself. */
const fields = z.strictObject({
  name: oneOf(...stageNames),
  /** Tells deployments of a stage apart; part of every name. */
  environmentSuffix: z
    .string(suffixRule)
    .max(environmentSuffixMaxLength, suffixRule)
    .regex(environmentSuffixPattern, suffixRule),
  accountId,
  region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as sa-east-1'),
  /** Zones in the order of their subnets. */
  availabilityZones: z
    .array(matching(/^[a-z0-9-]+[a-z]$/, 'must be a zone such as sa-east-1a'))
    .min(2, 'must name at least 2 zones'),
  vpcCidrBlock: cidrBlock,
  natGateways: oneOf('one-per-zone', 'single'),
  /** Endpoints of AWS services in the VPC; without them NAT carries what tasks start with. @default true */
  interfaceEndpoints: z.boolean('must be true or false').optional(),
  backend,
  /** The policy that bounds what the deployment's roles may ever do; `apps/bootstrap` has one. @default - none does */
  permissionsBoundaryArn: matching(
    /^arn:aws:iam::\d{12}:policy\/[\w+=,.@/-]+$/,
    'must be the ARN of an IAM policy',
  ).optional(),
  /** Answers every AWS call instead of AWS, when this machine stands in for it. @default - AWS itself */
  awsEndpoint: z.url('must be a URL').optional(),
  /** What students open; its name is the certificate's. */
  url: matching(/^https:\/\/[\w.-]+(:\d+)?$/, 'must be https:// and a host'),
  certificateArn: matching(
    /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
    'must be the ARN of an ACM certificate',
  ),
  /** Named by digest, so that a deployment runs what was tested. */
  image: matching(imagePattern, 'must be an image in ECR named by its digest (…@sha256:…)'),
  cpuArchitecture: oneOf('ARM64', 'X86_64'),
  task: z.strictObject({
    cpu: oneOf(256, 512, 1024, 2048, 4096, 8192, 16384),
    memoryMiB: between(512, 122_880),
  }),
  scaling: z.strictObject({
    minTasks: between(1, 1000),
    maxTasks: between(1, 1000),
    targetCpuPercent: between(10, 90),
    targetMemoryPercent: between(10, 90),
    /** Growth within seconds (`BurstSettings` of the service). @default - target tracking alone */
    burst: z
      .strictObject({
        saturationPercent: between(50, 95).optional(),
        growthPercent: between(10, 1000).optional(),
        cooldownSeconds: between(60, 3600).optional(),
      })
      .optional(),
  }),
  examWindows: z.array(examWindow),
  database,
  /** An existing secret whose JSON key `launchKey` signs launch tokens. */
  launchKey: z.strictObject({ secretName, secretKmsKeyArn: kmsKeyArn.optional() }),
  cache: z.strictObject({
    nodeType: matching(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, 'must be a node type such as cache.t4g.small'),
    port: between(1, 65535),
    /** Beside the primary. */
    replicas: between(1, 5),
    snapshotRetentionDays: between(1, 35),
  }),
  /** Where launches may have their sessions kept; PostgreSQL is for comparing the two. @default ['redis'] */
  sessionStores: z
    .union(
      [z.tuple([z.literal('redis')]), z.tuple([z.literal('redis'), z.literal('postgresql')])],
      "must be ['redis'] or ['redis', 'postgresql']",
    )
    .optional(),
  /** Experiments that stop a task or take a zone away, for whoever may start them (`LmsService`). */
  faultExperiments: z.boolean('must be true or false'),
  /** Load balancer requests written to a bucket. */
  accessLogs: z.boolean('must be true or false'),
  logRetentionDays: oneOf(...logRetentionDays),
});

/** Everything that tells one deployment of the LMS from another. */
export type Stage = Readonly<z.infer<typeof fields>>;

/** A stage before it is known which deployment of it is meant. */
export type StageSettings = Omit<Stage, 'environmentSuffix'>;

/** Each field, then what spans several of them, as far as those are right: all errors are reported together. */
export const stageSchema = stageRules.reduce(
  (schema, { spans, check }) =>
    schema.superRefine(
      (stage, context) =>
        check(stage, (path, message, input) => context.addIssue({ code: 'custom', path, message, input })),
      { when: ({ value }) => spans.every((field) => isRight(field, value)) },
    ),
  fields,
);

function isRight(field: keyof Stage, stage: unknown): boolean {
  return fields.shape[field].safeParse(Object(stage)[field]).success;
}
