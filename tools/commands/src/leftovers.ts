import { childEnvironment, ExitError, socketsFolders } from '@edutechbr/cli';
import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Checks that a stopped local cloud left nothing on this machine: no process that was started from this workspace's
 * state directory, no state directory.
 *
 * @throws ExitError naming what is left.
 */
export async function expectNothingLeft(workspaceRoot: string): Promise<void> {
  const stateDirectory = join(workspaceRoot, '.local-cloud');
  const { stdout } = await execa('ps', ['-eo', 'pid=,args='], childEnvironment('system'));
  const left = leftProcesses(stdout, workspaceRoot);
  for (const directory of [stateDirectory, ...socketsFolders(workspaceRoot)])
    if (existsSync(directory)) left.push(`directory ${directory}`);
  if (left.length > 0) throw new ExitError('internalError', `left behind: ${left.join('; ')}`);
  process.stdout.write('Nothing is left: no process, no port, no file.\n');
}

/** The processes in `ps -eo pid=,args=` that belong to the local cloud of the workspace. */
export function leftProcesses(processes: string, workspaceRoot: string): string[] {
  const ours = [
    join(workspaceRoot, '.local-cloud'),
    join(workspaceRoot, 'apps/local-cloud'),
    join(workspaceRoot, 'apps/reference-lms/dist'),
  ];
  return processes
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => ours.some((path) => line.includes(path)))
    .map((line) => `process ${line}`);
}
