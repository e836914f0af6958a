import type { ZoneResident } from '../types.ts';

/** Kills the process of one task. */
export interface TaskKiller {
  /** @returns false when no such task runs */
  killTask(taskArn: string): boolean;
}

/** What was asked for cannot be broken; the text says why. */
export class FaultRefused extends Error {}

/** Breaks what runs on this machine as AWS Fault Injection Service breaks what runs on AWS. */
export class Faults {
  private readonly zones: readonly string[];
  private readonly tasks: TaskKiller;
  private readonly residents: readonly ZoneResident[];

  /** @param residents all that dies with its zone */
  constructor(zones: readonly string[], tasks: TaskKiller, residents: readonly ZoneResident[]) {
    this.zones = zones;
    this.tasks = tasks;
    this.residents = residents;
  }

  /** Kills the task's process without a chance to clean up (FIS: `aws:ecs:task-kill-process`). */
  killTask(taskArn: string): void {
    if (!this.tasks.killTask(taskArn)) throw new FaultRefused(`no task ${taskArn} runs`);
  }

  /** All that runs in the zone dies, and nothing starts there (FIS: "AZ Availability: Power Interruption"). */
  loseZone(zone: string): void {
    this.requireZone(zone);
    for (const resident of this.residents) resident.loseZone(zone);
  }

  /** The zone may be used again; a zone that was not lost stays as it is. */
  restoreZone(zone: string): void {
    this.requireZone(zone);
    for (const resident of this.residents) resident.restoreZone(zone);
  }

  private requireZone(zone: string): void {
    if (!this.zones.includes(zone))
      throw new FaultRefused(`zone must be one of ${this.zones.join(', ')}, got ${zone}`);
  }
}
