import type { Stage } from './stage.ts';

type Report = (field: (string | number)[], rule: string, value: unknown) => void;

/** What must hold between fields of a stage. */
interface StageRule {
  /** The fields it looks at: it is checked when these are right by themselves. */
  readonly spans: readonly (keyof Stage)[];
  readonly check: (stage: Stage, report: Report) => void;
}

/** A deployment starts the new tasks before it stops the old ones: at most 200% are up at once. */
const tasksDuringDeployment = 2;

export const stageRules: readonly StageRule[] = [
  {
    spans: ['region', 'availabilityZones'],
    check: ({ region, availabilityZones }, report) => {
      availabilityZones.forEach((zone, index) => {
        const field = ['availabilityZones', index];
        if (zone.slice(0, -1) !== region) report(field, `must be a zone of ${region}`, zone);
        if (availabilityZones.indexOf(zone) !== index) report(field, 'must be named once', zone);
      });
    },
  },
  {
    spans: ['region', 'certificateArn'],
    check: ({ region, certificateArn }, report) => {
      if (certificateArn.split(':')[3] !== region)
        report(['certificateArn'], `must be in ${region}, where the load balancer is`, certificateArn);
    },
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
      const names = examWindows.map(({ name }) => name);
      examWindows.forEach(({ name, startTime, endTime }, index) => {
        const field = ['examWindows', index];
        if (endTime <= startTime)
          report([...field, 'endTime'], `must be later than startTime ${startTime}`, endTime);
        if (names.indexOf(name) !== index) report([...field, 'name'], 'must be used once', name);
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
    check: ({ database: { securityGroupId, cidrBlocks } }, report) => {
      if ((securityGroupId === undefined) === (cidrBlocks === undefined))
        report(['database'], 'must have either securityGroupId or cidrBlocks', {
          securityGroupId,
          cidrBlocks,
        });
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
