import { ExitError } from '@edutechbr/cli';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Workload } from '../k6/workloads/index.ts';
import { emulatorCredentials, type AwsAccess } from './clients.ts';
import type { StageOutputs } from './outputs.ts';

/** Breaks what no call of AWS's own services breaks. */
export interface Faults {
  /** Kills the task's process without a chance to clean up. */
  killTask(taskArn: string): Promise<void>;
  /** All that runs in the zone dies at once: tasks, the Redis node, the load balancer's node. Nothing starts there. */
  loseZone(availabilityZone: string): Promise<void>;
  restoreZone(availabilityZone: string): Promise<void>;
}

/** How AWS Fault Injection Service (FIS) does the same, named by the experiments that it takes. */
const onAws =
  'on AWS this takes AWS Fault Injection Service. To kill tasks, make a template with the action aws:ecs:task-kill-process ' +
  "(processName node, signal SIGKILL; the task needs FIS's container with the SSM agent). To lose a zone, make one of the " +
  'scenario "AZ Availability: Power Interruption". Then run "aws fis start-experiment --experiment-template-id ID" while ' +
  'WORKLOAD=sessions loads the stage; its ecs.stable then fails on the tasks that were lost, as it does not know who asked for that. ' +
  'Tasks that are stopped need no experiment: WORKLOAD=task-stop';

/**
 * The local stage takes orders beside the AWS API.
 *
 * @throws ExitError on AWS, where only its owner can allow such experiments, with how to run them.
 */
export function faultsOf(access: AwsAccess): Faults {
  const { awsEndpoint, region } = access;
  if (awsEndpoint === undefined) throw new ExitError('missingTool', onAws);
  const credentials = emulatorCredentials(access);
  const signer = new SignatureV4({ service: 'local-cloud', region, credentials, sha256: Sha256 });
  const order = (name: string, body: object) =>
    post(new URL(`/_local/faults/${name}`, awsEndpoint), JSON.stringify(body), signer);
  return {
    killTask: (taskArn) => order('kill-task', { taskArn }),
    loseZone: (zone) => order('lose-zone', { zone }),
    restoreZone: (zone) => order('restore-zone', { zone }),
  };
}

/** @throws ExitError as `faultsOf` does, before anything is changed for a workload that needs faults. */
export function requireFaults({ preparations }: Workload, outputs: StageOutputs): void {
  if (preparations?.includes('fault-injection')) faultsOf(outputs);
}

/** Signed as every request to the local stage's AWS endpoint. */
async function post(url: URL, body: string, signer: SignatureV4): Promise<void> {
  const { host, hostname, protocol, pathname: path } = url;
  const request = { method: 'POST', protocol, hostname, path, headers: { host }, body };
  const { headers } = await signer.sign(request);
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`the local stage refused ${url.pathname}: ${await answer.text()}`);
}
