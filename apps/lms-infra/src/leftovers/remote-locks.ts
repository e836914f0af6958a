import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { ExitError } from '@edutechbr/cli';
import { z } from 'zod';
import type { StackName } from '../app.ts';
import { awsSettings } from '../aws.ts';
import { stateKey } from '../state-path.ts';
import { initialize, stackFolder } from '../terraform.ts';
import type { Workbench } from '../workbench.ts';

/** What Terraform writes beside a state in S3 while it works on it (`use_lockfile`). */
const lockSchema = z.object({
  ID: z.string(),
  Operation: z.string(),
  Who: z.string(),
  Created: z.string(),
});

export type StateLock = z.infer<typeof lockSchema>;

/**
 * Refuses to work on stacks whose states in S3 are locked, with the line that releases them. cdktf would lose Terraform's own
 * words on it, and what a killed Terraform has left looks like the lock of one that runs on another machine: only a person
 * can tell.
 *
 * @throws ExitError 3 with one line for each lock.
 */
export async function refuseLockedStates(workbench: Workbench, stacks: readonly StackName[]): Promise<void> {
  const { stage, terraform } = workbench;
  const { backend } = stage;
  if (backend.type !== 's3') return;
  const s3 = new S3Client(awsSettings(stage));
  const locks = new Map<StackName, StateLock>();
  await Promise.all(
    stacks.map(async (stack) => {
      const lock = await readLock(s3, backend.bucket, `${stateKey(stage, stack)}.tflock`);
      if (lock) locks.set(stack, lock);
    }),
  );
  if (locks.size === 0) return;
  // Else the line would not work: the folder may have served another stage.
  await initialize(workbench, [...locks.keys()]);
  const lines = [...locks].map(([stack, lock]) =>
    describeLock(stack, lock, `${terraform} -chdir=${stackFolder(workbench, stack)}`),
  );
  throw new ExitError('missingTool', lines.join('\n'));
}

/** @param terraform how to run it in the stack's folder */
export function describeLock(
  stack: string,
  { ID, Operation, Who, Created }: StateLock,
  terraform: string,
): string {
  const verb = Operation.replace('OperationType', '').toLowerCase();
  return (
    `the state of stack ${stack} is locked by ${verb} of ${Who} since ${Created}: wait until that has ended. ` +
    `If it was killed: ${terraform} force-unlock -force ${ID}`
  );
}

/** The lock beside a state in S3. */
export async function readLock(s3: S3Client, Bucket: string, Key: string): Promise<StateLock | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return lockSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
