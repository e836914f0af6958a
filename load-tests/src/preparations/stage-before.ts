import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { readAlarms } from '../stage/alarms.ts';
import { readBurstAlarms } from '../stage/burst-alarms.ts';
import { faultsOf } from '../stage/faults.ts';
import { findLoadBalancer } from '../stage/load-balancer.ts';
import { readExamTasks, readScalableTarget, scalableDimension } from '../stage/scalable-target.ts';
import { readScheduledChanges, windowAt } from '../stage/scheduled-changes.ts';
import { deleteExamAction, EXAM_ACTION } from './exam-action.ts';
import type { PreparationContext } from './preparation.ts';

/** All that preparations may change of a deployed stage, as it was before them. */
export const stageBeforeSchema = z.object({
  /** @default - the service does not scale */
  minTasks: z.number().optional(),
  /** What a preparation may raise those to. */
  examTasks: z.number().optional(),
  /** Alarms of the burst policy, by name: whether they may act. */
  burstAlarms: z.record(z.string(), z.boolean()),
  /** Zones that faults may take away. @default - the workload injects none */
  zones: z.array(z.string()).optional(),
});

export type StageBefore = z.infer<typeof stageBeforeSchema>;

type Context = PreparationContext;

export async function readStageBefore(
  { clients, outputs }: Context,
  injectsFaults: boolean,
): Promise<StageBefore> {
  const { MinCapacity: minTasks, MaxCapacity: maxTasks } = (await readScalableTarget(clients, outputs)) ?? {};
  const alarms = await readAlarms(clients, await readBurstAlarms(clients, outputs));
  return {
    ...(minTasks === undefined
      ? {}
      : { minTasks, examTasks: (await readExamTasks(clients, outputs, minTasks)) ?? maxTasks }),
    burstAlarms: Object.fromEntries(
      alarms.map(({ AlarmName = '', ActionsEnabled = true }) => [AlarmName, ActionsEnabled]),
    ),
    ...(injectsFaults ? { zones: await readZones(clients, outputs) } : {}),
  };
}

async function readZones(clients: Context['clients'], outputs: Context['outputs']): Promise<string[]> {
  const { AvailabilityZones = [] } = (await findLoadBalancer(clients, outputs)) ?? {};
  return AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []);
}

/**
 * Puts back what differs. One part that fails does not keep the others from it.
 *
 * @throws Error of the first part that failed
 */
export async function restoreStage(context: Context, before: StageBefore): Promise<void> {
  const failures: unknown[] = [];
  for (const restore of [restoreZones, restoreCapacity, restoreBurstAlarms])
    await restore(context, before).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function restoreZones({ outputs }: Context, { zones = [] }: StageBefore): Promise<void> {
  for (const zone of zones) await faultsOf(outputs).restoreZone(zone);
}

/** Only what a preparation has raised is lowered, and in an exam window nothing is: at its end the stage lowers it itself. */
async function restoreCapacity(context: Context, { minTasks, examTasks }: StageBefore): Promise<void> {
  const { clients, outputs, print } = context;
  if (minTasks === undefined) return;
  await deleteExamAction(context);
  const target = await readScalableTarget(clients, outputs);
  if (target?.MinCapacity === minTasks || target?.MinCapacity !== examTasks) return;
  const now = new Date();
  const window = windowAt(
    await readScheduledChanges(clients, outputs, { until: now, except: EXAM_ACTION }),
    now,
  );
  if (window) {
    print(
      `The fewest tasks stay ${examTasks}: an exam window is open (${window.action}), and its end lowers them`,
    );
    return;
  }
  await clients.autoScaling.send(
    new RegisterScalableTargetCommand({ ...scalableDimension(outputs), MinCapacity: minTasks }),
  );
}

async function restoreBurstAlarms({ clients }: Context, { burstAlarms }: StageBefore): Promise<void> {
  const alarms = await readAlarms(clients, Object.keys(burstAlarms));
  const differing = (enabled: boolean) =>
    alarms.flatMap(({ AlarmName: name = '', ActionsEnabled: enabledNow = true }) =>
      burstAlarms[name] === enabled && enabledNow !== enabled ? [name] : [],
    );
  const [enabled, disabled] = [differing(true), differing(false)];
  if (enabled.length > 0)
    await clients.cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames: enabled }));
  if (disabled.length > 0)
    await clients.cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: disabled }));
}
