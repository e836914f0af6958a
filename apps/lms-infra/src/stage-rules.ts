import type { Stage } from './stage.ts';

type Report = (path: (string | number)[], rule: string, value: unknown) => void;

/** What must hold between fields of a stage. */
interface StageRule {
  /** The fields it looks at: it is checked as soon as these are right by themselves. */
  readonly spans: readonly (keyof Stage)[];
  readonly check: (stage: Stage, report: Report) => void;
}

/** Most tasks that can be up at once: a deployment starts the new ones before it stops the old ones (maximum 200%). */
const DEPLOYMENT_MAXIMUM = 2;

/** Memory in MiB that Fargate offers for each size of CPU: [smallest, largest, step]. */
const fargateMemory: Readonly<Record<Stage['task']['cpu'], readonly [number, number, number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};

export const stageRules: readonly StageRule[] = [
  {
    spans: ['region', 'availabilityZones'],
    check: ({ region, availabilityZones }, report) => {
      availabilityZones.forEach((zone, index) => {
        const path = ['availabilityZones', index];
        if (zone.slice(0, -1) !== region) report(path, `must be a zone of ${region}`, zone);
        if (availabilityZones.indexOf(zone) !== index) report(path, 'must be named once', zone);
      });
    },
  },
  {
    spans: ['region', 'certificateArn'],
    check: ({ region, certificateArn }, report) => {
      if (certificateArn.split(':')[3] !== region)
        report(
          ['certificateArn'],
          `must be a certificate in ${region}, where the load balancer is`,
          certificateArn,
        );
    },
  },
  {
    spans: ['task'],
    check: ({ task: { cpu, memoryMiB } }, report) => {
      const [smallest, largest, step] = fargateMemory[cpu];
      const offered =
        memoryMiB >= smallest &&
        memoryMiB <= largest &&
        (memoryMiB % step === 0 || (cpu === 256 && memoryMiB === 512));
      if (!offered)
        report(
          ['task', 'memoryMiB'],
          `must be ${smallest} to ${largest} in steps of ${step} with ${cpu} CPU units`,
          memoryMiB,
        );
    },
  },
  {
    spans: ['scaling'],
    check: ({ scaling: { minTasks, maxTasks } }, report) => {
      if (minTasks > maxTasks)
        report(['scaling', 'minTasks'], `must be at most maxTasks (${maxTasks})`, minTasks);
    },
  },
  {
    spans: ['natGateways', 'name'],
    check: ({ name, natGateways }, report) => {
      if (name === 'production' && natGateways === 'single')
        report(
          ['natGateways'],
          'must be one-per-zone in production, which has to survive the loss of a zone',
          natGateways,
        );
    },
  },
  {
    spans: ['scaling', 'examWindows'],
    check: ({ scaling: { minTasks, maxTasks }, examWindows }, report) => {
      examWindows.forEach((window, index) => {
        if (window.minTasks < minTasks || window.minTasks > maxTasks)
          report(
            ['examWindows', index, 'minTasks'],
            `must be between scaling.minTasks (${minTasks}) and scaling.maxTasks (${maxTasks})`,
            window.minTasks,
          );
      });
    },
  },
  {
    spans: ['examWindows'],
    check: ({ examWindows }, report) => {
      examWindows.forEach((window, index) => {
        if (window.from >= window.until)
          report(['examWindows', index, 'until'], `must be later than from (${window.from})`, window.until);
        for (const earlier of examWindows.slice(0, index)) {
          if (earlier.name === window.name)
            report(['examWindows', index, 'name'], 'must be used once', window.name);
          // The end of one would lower the minimum in the middle of the other.
          if (overlap(earlier, window))
            report(
              ['examWindows', index, 'from'],
              `must not be within ${earlier.name} (${earlier.from} to ${earlier.until})`,
              window.from,
            );
        }
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
    spans: ['scaling', 'database'],
    check: ({ scaling: { maxTasks }, database: { poolSize, maxConnections } }, report) => {
      const connections = DEPLOYMENT_MAXIMUM * maxTasks * poolSize;
      if (connections > maxConnections)
        report(
          ['database', 'maxConnections'],
          `must be at least ${connections}: scaling.maxTasks (${maxTasks}), twice during a deployment, × database.poolSize (${poolSize})`,
          maxConnections,
        );
    },
  },
  {
    spans: ['name', 'backend', 'awsEndpoint'],
    check: ({ name, backend, awsEndpoint }, report) => {
      const local = name === 'local';
      if (local !== (backend.type === 'local'))
        report(
          ['backend', 'type'],
          local ? 'must be local in stage local' : `must be s3 in stage ${name}`,
          backend.type,
        );
      if (local !== (awsEndpoint !== undefined))
        report(
          ['awsEndpoint'],
          local ? 'must be set in stage local' : `must not be set in stage ${name}`,
          awsEndpoint,
        );
    },
  },
];

type ExamWindow = Stage['examWindows'][number];

function overlap(one: ExamWindow, other: ExamWindow): boolean {
  return one.days.some((day) => other.days.includes(day)) && one.from < other.until && other.from < one.until;
}
