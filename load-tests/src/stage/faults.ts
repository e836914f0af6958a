import { ExitError } from '@edutechbr/cli';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Workload } from '../k6/workloads/index.ts';
import { emulatorCredentials, type AwsAccess } from './clients.ts';
import { Experiments } from './experiments.ts';
import { FaultExperiments } from './fault-experiments.ts';
import type { StageOutputs } from './outputs.ts';

/** Breaks what no call of AWS's own services breaks. */
export interface Faults {
  /** What a killed task gets, for people. */
  readonly killsBy: 'SIGKILL' | 'SIGTERM from AWS FIS';
  /**
   * Kills one of these tasks. On the local stage its process gets no chance to clean up. FIS kills no process without a container of the SSM agent in
   * the task, which ours does not have: there the task is stopped.
   *
   * @returns undefined when only ECS knows which
   */
  killTask(taskArns: readonly string[]): Promise<string | undefined>;
  /** All that runs in the zone is lost: tasks, the Redis node, the way to the load balancer's node. */
  loseZone(availabilityZone: string): Promise<void>;
  /** @throws Error with the reason when the zone was given back too early: an alarm stopped the experiment. */
  requireLost(availabilityZone: string): Promise<void>;
  /** A zone that is not lost stays as it is. */
  restoreZone(availabilityZone: string): Promise<void>;
}

type Access = AwsAccess & Pick<StageOutputs, 'experimentTemplateIds'>;

const withoutTemplates =
  'on AWS this takes experiments of AWS Fault Injection Service, which this stage does not have: set faultExperiments: true in ' +
  'apps/lms-infra/src/stages and deploy it. Tasks that are stopped need no experiment: WORKLOAD=task-stop';

/** @throws ExitError on AWS when the stage has no experiments, before anything is changed. */
export function faultsOf(access: Access): Faults {
  const { awsEndpoint, experimentTemplateIds } = access;
  if (experimentTemplateIds === undefined) {
    if (awsEndpoint === undefined) throw new ExitError('missingTool', withoutTemplates);
    return localFaults(awsEndpoint, access);
  }
  const experiments = new FaultExperiments(new Experiments(access), experimentTemplateIds);
  return {
    killsBy: 'SIGTERM from AWS FIS',
    killTask: async () => {
      await experiments.run('task');
      return undefined;
    },
    ...(awsEndpoint === undefined ? {} : killBySignal(awsEndpoint, access)),
    loseZone: (zone) => experiments.begin(zone),
    requireLost: (zone) => experiments.requireHeld(zone),
    restoreZone: (zone) => experiments.end(zone),
  };
}

/** @throws ExitError as `faultsOf` does, before anything is changed for a workload that needs faults. */
export function requireFaults({ preparations }: Workload, outputs: StageOutputs): void {
  if (preparations?.includes('fault-injection')) faultsOf(outputs);
}

function localFaults(awsEndpoint: string, access: AwsAccess): Faults {
  const order = orderTo(awsEndpoint, access);
  return {
    ...killBySignal(awsEndpoint, access),
    loseZone: (zone) => order('lose-zone', { zone }),
    requireLost: async () => undefined,
    restoreZone: (zone) => order('restore-zone', { zone }),
  };
}

/** The local stage takes orders beside the AWS API. */
function killBySignal(awsEndpoint: string, access: AwsAccess): Pick<Faults, 'killsBy' | 'killTask'> {
  const order = orderTo(awsEndpoint, access);
  return {
    killsBy: 'SIGKILL',
    killTask: async (taskArns) => {
      const taskArn = taskArns[Math.floor(Math.random() * taskArns.length)];
      await order('kill-task', { taskArn });
      return taskArn;
    },
  };
}

function orderTo(awsEndpoint: string, access: AwsAccess) {
  const credentials = emulatorCredentials(access);
  const signer = new SignatureV4({
    service: 'local-cloud',
    region: access.region,
    credentials,
    sha256: Sha256,
  });
  return (name: string, body: object) =>
    post(new URL(`/_local/faults/${name}`, awsEndpoint), JSON.stringify(body), signer);
}

/** Signed as every request to the local stage's AWS endpoint. */
async function post(url: URL, body: string, signer: SignatureV4): Promise<void> {
  const { host, hostname, protocol, pathname: path } = url;
  const request = { method: 'POST', protocol, hostname, path, headers: { host }, body };
  const { headers } = await signer.sign(request);
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`the local stage refused ${url.pathname}: ${await answer.text()}`);
}
