import { HeadBucketCommand, NotFound, S3Client } from '@aws-sdk/client-s3';
import { ExitError } from '@edutechbr/cli';
import {
  awsSettings,
  describeLock,
  failed,
  managedAddresses,
  readLock,
  readState,
  run,
  stackFolder,
  terraformProgress,
  type Toolbench,
} from '@edutechbr/lms-infra/program';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { synthesize } from './app.ts';
import { bootstrapKey, bootstrapStack, stateFile, type StatePlace } from './bootstrap-stack.ts';
import { lookAround } from './found.ts';
import type { BootstrapSettings } from './settings.ts';

/** What runs Terraform, and on whose account. */
export interface Bench extends Toolbench {
  readonly settings: BootstrapSettings;
}

/**
 * Sets the account up. The first time the state is a file, as its bucket has yet to be made; it moves there at the end.
 *
 * @throws ExitError 4 when Terraform fails.
 */
export async function apply(bench: Bench): Promise<void> {
  const place = await findState(bench);
  await initialize(bench, place, '-reconfigure');
  await change(bench, 'apply');
  if (place === 'file') await moveState(bench, 'bucket');
  const { outputs } = await readState(bench, bootstrapStack);
  for (const [name, { value }] of Object.entries(outputs)) process.stdout.write(`${name}: ${value}\n`);
}

/**
 * Takes back what was set up. The state leaves the bucket first, which goes, too.
 *
 * @throws ExitError 4 when Terraform fails or something is left.
 */
export async function destroy(bench: Bench): Promise<void> {
  const place = await findState(bench);
  await initialize(bench, place, '-reconfigure');
  if (place === 'bucket') await moveState(bench, 'file');
  await change(bench, 'destroy');
  const left = managedAddresses(await readState(bench, bootstrapStack));
  if (left.length > 0) throw new ExitError('deployFailed', `the bootstrap still has ${left.join(', ')}`);
  await removeStateFile(bench);
  process.stderr.write(`Nothing of the bootstrap is left in ${bench.settings.accountId}.\n`);
}

/** A file is there only between a first apply or a destroy and its end: then it knows more than the bucket. */
async function findState({ projectRoot, settings }: Bench): Promise<StatePlace> {
  if (existsSync(join(projectRoot, stateFile(settings)))) return 'file';
  try {
    await new S3Client(awsSettings(settings)).send(new HeadBucketCommand({ Bucket: settings.stateBucket }));
    return 'bucket';
  } catch (error) {
    if (error instanceof NotFound) return 'file';
    throw error;
  }
}

async function moveState(bench: Bench, to: StatePlace): Promise<void> {
  await initialize(bench, to, '-migrate-state');
  if (to === 'bucket') await removeStateFile(bench);
}

async function initialize(
  bench: Bench,
  place: StatePlace,
  mode: '-reconfigure' | '-migrate-state',
): Promise<void> {
  const { settings, projectRoot } = bench;
  synthesize(settings, projectRoot, await lookAround(settings), place);
  const args = ['init', '-input=false', '-no-color', mode];
  if (mode === '-migrate-state') args.push('-force-copy');
  // This machine has one provider after the other: whichever the toolchain has found.
  if (settings.awsEndpoint !== undefined) args.push('-upgrade');
  const { exitCode, errors } = await run(bench, bootstrapStack, args, {
    condensed: { toProgress: () => undefined },
  });
  if (exitCode !== 0) throw failed('terraform init of the bootstrap', errors);
  if (place === 'bucket') await refuseLocked(bench);
}

async function refuseLocked(bench: Bench): Promise<void> {
  const { settings, terraform } = bench;
  const s3 = new S3Client(awsSettings(settings));
  const lock = await readLock(s3, settings.stateBucket, `${bootstrapKey}.tflock`);
  const inFolder = `${terraform} -chdir=${stackFolder(bench, bootstrapStack)}`;
  if (lock) throw new ExitError('missingTool', describeLock(bootstrapStack, lock, inFolder));
}

async function change(bench: Bench, verb: 'apply' | 'destroy'): Promise<void> {
  const args = [verb, '-input=false', '-no-color', '-auto-approve'];
  const { exitCode, errors } = await run(bench, bootstrapStack, args, {
    condensed: { toProgress: terraformProgress },
    guarded: true,
  });
  bench.signal.throwIfAborted();
  if (exitCode !== 0) throw failed(`terraform ${verb} of the bootstrap`, errors);
}

async function removeStateFile({ projectRoot, settings }: Bench): Promise<void> {
  const file = join(projectRoot, stateFile(settings));
  for (const each of [file, `${file}.backup`]) await rm(each, { force: true });
}
