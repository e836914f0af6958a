import { ConfigurationError } from '@edutechbr/foundation';
import {
  addressesOfSubnet,
  interfaceEndpointServices,
  rangesOverlap,
  validateAvailabilityZones,
  validateDatabaseVpc,
  validateOutsideVpc,
  validateVpcCidrBlock,
} from '@edutechbr/network';
import {
  validateAccessLogRegion,
  validateApart,
  validateDatabase,
  validateExamWindow,
  validateFargateSize,
} from '@edutechbr/service';
import type { Stage, StageSettings } from './stage.ts';
import { stages } from './stages/index.ts';
import { suffixFault } from './suffixes.ts';

type Report = (field: (string | number)[], rule: string, value: unknown) => void;

/** What must hold between fields of a stage, or of a field that a construct judges. */
interface StageRule {
  /** The fields it looks at: it is checked when these are right by themselves. */
  readonly spans: readonly (keyof Stage)[];
  readonly check: (stage: Stage, report: Report) => void;
}

/** A deployment starts the new tasks before it stops the old ones: at most 200% are up at once. */
const tasksDuringDeployment = 2;

export const stageRules: readonly StageRule[] = [
  {
    spans: ['name', 'accountId', 'database'],
    check: (stage, report) =>
      refuseShared(stage, report, ['database', 'secretName'], ({ database }) => database.secretName),
  },
  {
    spans: ['name', 'accountId', 'launchKey'],
    check: (stage, report) =>
      refuseShared(stage, report, ['launchKey', 'secretName'], ({ launchKey }) => launchKey.secretName),
  },
  {
    spans: ['name', 'accountId', 'vpcCidrBlock'],
    check: (stage, report) => {
      for (const other of othersInAccount(stage))
        if (rangesOverlap(stage.vpcCidrBlock, other.vpcCidrBlock))
          report(
            ['vpcCidrBlock'],
            `must not overlap ${other.vpcCidrBlock} of stage ${other.name}: no peering joins networks with equal addresses`,
            stage.vpcCidrBlock,
          );
    },
  },
  {
    spans: ['name', 'environmentSuffix'],
    check: ({ name, environmentSuffix }, report) => {
      const rule = suffixFault(name, environmentSuffix);
      if (rule !== undefined) report(['environmentSuffix'], rule, environmentSuffix);
    },
  },
  {
    spans: ['region', 'availabilityZones'],
    check: ({ region, availabilityZones }, report) =>
      reportRefusal(report, () => validateAvailabilityZones(region, availabilityZones)),
  },
  {
    spans: ['vpcCidrBlock'],
    check: ({ vpcCidrBlock }, report) =>
      reportRefusal(
        report,
        () => validateVpcCidrBlock(vpcCidrBlock),
        () => 'vpcCidrBlock',
      ),
  },
  {
    spans: ['region', 'accessLogs'],
    check: ({ region, accessLogs }, report) => {
      if (accessLogs) reportRefusal(report, () => validateAccessLogRegion(region));
    },
  },
  {
    spans: ['region', 'accountId', 'certificateArn'],
    check: ({ region, accountId, certificateArn }, report) => {
      if (!certificateArn.startsWith(`arn:aws:acm:${region}:${accountId}:`))
        report(
          ['certificateArn'],
          `must be in ${region} and account ${accountId}, where the load balancer is`,
          certificateArn,
        );
    },
  },
  {
    spans: ['region', 'image'],
    check: ({ region, image }, report) => {
      if (!image.includes(`.dkr.ecr.${region}.`))
        report(['image'], `must be in ${region}, whose endpoints the tasks pull it through`, image);
    },
  },
  {
    spans: ['task'],
    check: ({ task }, report) =>
      reportRefusal(
        report,
        () => validateFargateSize(task),
        (prop) => `task.${prop}`,
      ),
  },
  {
    spans: ['name', 'natGateways'],
    check: ({ name, natGateways }, report) => {
      if (name === 'production' && natGateways === 'single')
        report(['natGateways'], 'must be one-per-zone in production: a zone may fail', natGateways);
    },
  },
  {
    spans: ['availabilityZones', 'scaling'],
    check: ({ availabilityZones, scaling }, report) => {
      if (scaling.maxTasks < availabilityZones.length)
        report(
          ['scaling', 'maxTasks'],
          `must be at least ${availabilityZones.length}, one per zone`,
          scaling.maxTasks,
        );
    },
  },
  {
    spans: ['scaling'],
    check: ({ scaling: { minTasks, maxTasks } }, report) => {
      if (minTasks > maxTasks)
        report(['scaling', 'minTasks'], `must be at most maxTasks ${maxTasks}`, minTasks);
    },
  },
  {
    spans: ['examWindows'],
    check: ({ examWindows }, report) => {
      examWindows.forEach((window, index) => {
        const field = `examWindows[${index}]`;
        reportRefusal(report, () => validateExamWindow(field, window));
        reportRefusal(report, () => validateApart(field, window, examWindows.slice(0, index)));
      });
    },
  },
  {
    spans: ['examWindows', 'scaling'],
    check: ({ examWindows, scaling: { minTasks, maxTasks } }, report) => {
      const rule = `must be between scaling.minTasks ${minTasks} and scaling.maxTasks ${maxTasks}`;
      examWindows.forEach((window, index) => {
        if (window.minTasks < minTasks || window.minTasks > maxTasks)
          report(['examWindows', index, 'minTasks'], rule, window.minTasks);
      });
    },
  },
  {
    spans: ['database'],
    check: ({ database }, report) => reportRefusal(report, () => validateDatabase(database)),
  },
  {
    spans: ['vpcCidrBlock', 'database'],
    check: ({ vpcCidrBlock, database: { network } }, report) => {
      if (network.type === 'peering')
        return reportRefusal(report, () => validateDatabaseVpc(network, vpcCidrBlock));
      network.cidrBlocks.forEach((range, index) => {
        const prop = `database.network.cidrBlocks[${index}]`;
        reportRefusal(report, () => validateOutsideVpc(prop, range, vpcCidrBlock));
      });
    },
  },
  {
    spans: ['vpcCidrBlock', 'availabilityZones', 'scaling', 'cache'],
    check: (stage, report) => {
      const needed = addressesNeeded(stage);
      const addresses = addressesOfSubnet(stage.vpcCidrBlock);
      if (addresses < needed)
        report(
          ['vpcCidrBlock'],
          `must be wider: a private subnet has ${addresses} addresses, and a zone's loss during a deployment of ` +
            `${stage.scaling.maxTasks} tasks takes ${needed}`,
          stage.vpcCidrBlock,
        );
    },
  },
  {
    spans: ['database', 'scaling'],
    check: ({ database: { poolSize, maxConnections }, scaling: { maxTasks } }, report) => {
      const needed = tasksDuringDeployment * maxTasks * poolSize;
      const rule = `must be at least ${needed}: ${maxTasks} tasks, twice during a deployment, with ${poolSize} each`;
      if (maxConnections < needed) report(['database', 'maxConnections'], rule, maxConnections);
    },
  },
  {
    spans: ['name', 'backend'],
    check: ({ name, backend: { type } }, report) => {
      const expected = name === 'local' ? 'local' : 's3';
      if (type !== expected) report(['backend', 'type'], `must be ${expected} in stage ${name}`, type);
    },
  },
  {
    spans: ['name', 'awsEndpoint'],
    check: ({ name, awsEndpoint }, report) => {
      if ((name === 'local') !== (awsEndpoint !== undefined))
        report(['awsEndpoint'], `must ${name === 'local' ? '' : 'not '}be set in stage ${name}`, awsEndpoint);
    },
  },
];

/**
 * Addresses that a private subnet may have to give at once: one for each task (Amazon ECS, "Amazon ECS task networking options
 * for Fargate"), endpoint, node of Redis and mount target.
 */
function addressesNeeded({ availabilityZones, scaling, cache }: Stage): number {
  // A zone may be lost while a deployment runs old and new tasks: the others take all of them.
  const zonesLeft = availabilityZones.length - 1;
  const tasks = Math.ceil((tasksDuringDeployment * scaling.maxTasks) / zonesLeft);
  const nodes = Math.ceil((cache.replicas + 1) / zonesLeft);
  return tasks + nodes + interfaceEndpointServices.length + 1;
}

/** Reports an existing secret that another stage names, too: what one stage does with it, it does to the other. */
function refuseShared(
  stage: Stage,
  report: Report,
  field: string[],
  secretOf: (stage: StageSettings) => string,
): void {
  const secret = secretOf(stage);
  for (const other of othersInAccount(stage))
    if (secretOf(other) === secret) report(field, `must not be that of stage ${other.name}`, secret);
}

function othersInAccount({ name, accountId }: Stage): StageSettings[] {
  return Object.values(stages).filter((other) => other.name !== name && other.accountId === accountId);
}

/** Reports what the construct that takes a field would refuse, under the name that the field has in the stage. */
function reportRefusal(report: Report, validate: () => void, fieldOf = (prop: string) => prop): void {
  try {
    validate();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    report([fieldOf(error.prop)], error.rule, error.value);
  }
}
