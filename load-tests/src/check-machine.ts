import { runProgram } from '@edutechbr/cli';
import { join } from 'node:path';
import { inspectMachine } from './run/machine.ts';
import { requireRoomFor } from './run/room.ts';
import { readSettings } from './settings.ts';

/** Says whether this machine has room for a load test that is to come, before anything is deployed for it. */
runProgram(async () => {
  const settings = readSettings(process.env);
  const machine = await inspectMachine(settings, join(import.meta.dirname, '../..'));
  const fitting = requireRoomFor(settings, machine);
  process.stdout.write(
    `${settings.workload.name}: ${settings.sessions} students fit on this machine, ${fitting} would\n`,
  );
});
