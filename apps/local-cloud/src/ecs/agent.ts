import type { Service, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { StopCode } from '../emulator/emulator-api.ts';
import type { TaskSnapshot } from '../types.ts';
import type { FailureCounts } from './circuit-breaker.ts';
import type { TaskView } from './scheduler.ts';
import { TaskRun, type TaskHost, type TaskService } from './task-run.ts';

/** Runs this machine's tasks and tells how they are. */
export class Agent {
  private readonly host: TaskHost;
  private readonly failures: FailureCounts;
  private readonly runs = new Map<string, TaskRun>();

  constructor(host: TaskHost, failures: FailureCounts) {
    this.host = host;
    this.failures = failures;
  }

  tasksOf(clusterName: string): string[] {
    return [...this.runs.keys()].filter((arn) => arn.includes(`:task/${clusterName}/`));
  }

  knows(taskArn: string): boolean {
    return this.runs.has(taskArn);
  }

  run(task: Task, definition: TaskDefinition, clusterName: string, service?: Service): void {
    const { taskArn = '', startedBy = '' } = task;
    const run = new TaskRun(this.host, {
      task,
      definition,
      clusterName,
      service: service && taskService(service, startedBy),
    });
    this.runs.set(taskArn, run);
    void run.ended.then((code) => {
      this.runs.delete(taskArn);
      if (code === 'TaskFailedToStart') this.failures.addFailedStart(startedBy);
      if (code === 'EssentialContainerExited') this.failures.add(startedBy);
    });
  }

  stop(taskArn: string, reason: string, code: StopCode): void {
    this.runs.get(taskArn)?.stop(reason, code);
  }

  /** @returns whether the task runs, and was killed therefore */
  kill(taskArn: string): boolean {
    const run = this.runs.get(taskArn);
    if (!run || run.isStopping) return false;
    run.kill();
    return true;
  }

  /** Tasks that are just being started or stopped die as well. */
  killAllIn(availabilityZone: string): void {
    for (const run of this.runs.values()) if (run.availabilityZone === availabilityZone) run.kill();
  }

  /** @returns nothing for a task on its way out */
  view({ taskArn = '', startedBy = '', availabilityZone = '' }: Task): TaskView[] {
    const run = this.runs.get(taskArn);
    if (!run || run.isStopping) return [];
    if (run.passedChecksFirst()) this.failures.reset(startedBy);
    return [{ taskArn, deploymentId: startedBy, availabilityZone, ...run.health }];
  }

  /** Tasks whose last status is RUNNING. */
  snapshots(): TaskSnapshot[] {
    return [...this.runs.values()].flatMap((run) => run.snapshot() ?? []);
  }

  count(): number {
    return this.runs.size;
  }

  async terminateAll(): Promise<void> {
    await Promise.all([...this.runs.values()].map((run) => run.terminate()));
  }
}

function taskService(service: Service, deploymentId: string): TaskService {
  const {
    serviceName = '',
    healthCheckGracePeriodSeconds = 0,
    deployments = [],
    loadBalancers = [],
  } = service;
  const [{ targetGroupArn, containerPort } = {}] = loadBalancers;
  const deployment = deployments.find(({ id }) => id === deploymentId);
  const { awsvpcConfiguration } = deployment?.networkConfiguration ?? service.networkConfiguration ?? {};
  return {
    name: serviceName,
    healthCheckGracePeriodSeconds,
    vpcConfiguration: awsvpcConfiguration,
    target: targetGroupArn && containerPort ? { targetGroupArn, port: containerPort } : undefined,
  };
}
