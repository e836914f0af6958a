import { ExitError } from '@edutechbr/cli';
import type { StageOutputs } from './outputs.ts';

/** Breaks what no call of AWS's own services breaks. */
export interface Faults {
  /** Kills the task's process without a chance to clean up. */
  killTask(taskArn: string): Promise<void>;
  /** All that runs in the zone dies at once: tasks, the Redis node, the load balancer's node. Nothing starts there. */
  loseZone(availabilityZone: string): Promise<void>;
  restoreZone(availabilityZone: string): Promise<void>;
}

/** How AWS Fault Injection Service does the same. */
const experiments = {
  killTask:
    "a template with the action aws:ecs:task-kill-process (processName node, signal SIGKILL; the task needs FIS's SSM agent container)",
  zone: 'a template of the scenario "AZ Availability: Power Interruption", which restores the zone by itself',
} as const;

/**
 * The local stage takes orders beside the AWS API. On AWS these are experiments of AWS FIS, which only its owner can allow.
 *
 * @throws ExitError by each order on AWS, with the experiment to run instead.
 */
export function faultsOf({ awsEndpoint }: Pick<StageOutputs, 'awsEndpoint'>): Faults {
  if (awsEndpoint === undefined) return experimentsOnly;
  const order = (name: string, body: object) => post(new URL(`/_local/faults/${name}`, awsEndpoint), body);
  return {
    killTask: (taskArn) => order('kill-task', { taskArn }),
    loseZone: (zone) => order('lose-zone', { zone }),
    restoreZone: (zone) => order('restore-zone', { zone }),
  };
}

const experimentsOnly: Faults = {
  killTask: () => refuse(experiments.killTask),
  loseZone: () => refuse(experiments.zone),
  restoreZone: () => refuse(experiments.zone),
};

async function refuse(experiment: string): Promise<never> {
  throw new ExitError(
    'missingTool',
    `on AWS this takes AWS Fault Injection Service: make ${experiment}, and run ` +
      '"aws fis start-experiment --experiment-template-id ID" while a workload without incidents, WORKLOAD=sessions, loads the stage',
  );
}

async function post(url: URL, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the local stage refused ${url.pathname}: ${await answer.text()}`);
}
