import { ExitError } from '@edutechbr/cli';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({ name: z.string(), pid: z.number() });

/**
 * Kills the process of one task of the local stage, without a chance to clean up. On AWS that is AWS Fault Injection
 * Service's `aws:ecs:task-kill-process`.
 *
 * @returns the task's id
 * @throws ExitError when no task runs.
 */
export async function killTask(workspaceRoot: string): Promise<string> {
  // The local cloud keeps a file for each process that it has started.
  const folder = join(workspaceRoot, '.local-cloud/processes');
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(
    files.map((file) => readFile(join(folder, file), 'utf8').catch(() => '{}')),
  );
  const records = texts.flatMap((text) => recordSchema.safeParse(JSON.parse(text)).data ?? []);
  const task = records.find(({ name }) => name.startsWith('task-') && !name.includes('health-check'));
  if (!task) throw new ExitError('internalError', `there is no process of a task in ${folder}`);
  process.kill(task.pid, 'SIGKILL');
  return task.name.replace('task-', '');
}
