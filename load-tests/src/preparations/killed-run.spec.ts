import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClients } from '../stage/clients.ts';
import { record } from '../testing/example-run.ts';
import { ScalingEndpoint } from '../testing/scaling-endpoint.ts';
import { putBack, UnfinishedRun } from './index.ts';

const program = join(import.meta.dirname, '../testing/run-that-hangs.ts');
const project = mkdtempSync(join(tmpdir(), 'killed-run-'));
const awsCredentialsFile = join(project, 'credentials');
writeFileSync(awsCredentialsFile, '[default]\naws_access_key_id = test\naws_secret_access_key = test\n');
const endpoint = new ScalingEndpoint();
let context: Parameters<typeof putBack>[0];

beforeAll(async () => {
  const outputs = { ...record.outputs, awsEndpoint: await endpoint.start(), awsCredentialsFile };
  context = { clients: createClients(outputs), outputs, print: () => undefined };
});
afterAll(() => endpoint.stop());

/** A run that has raised the capacity for its exam gets SIGKILL. */
async function killRun(): Promise<void> {
  const args = ['--conditions=@edutechbr/source', '--import', 'tsx', program];
  const run = spawn(
    process.execPath,
    [...args, project, context.outputs.awsEndpoint ?? '', awsCredentialsFile],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(run.stdout, 'data');
  run.kill('SIGKILL');
  await once(run, 'exit');
  // The action's time comes.
  endpoint.minTasks = 4;
}

it('the next run lowers the fewest tasks that a killed one has raised', async () => {
  await killRun();
  expect([...endpoint.actions.keys()]).toEqual(['load-test-exam']);
  expect(await putBack(context, new UnfinishedRun(project, record))).toBe(true);
  expect([endpoint.minTasks, endpoint.actions.size]).toEqual([2, 0]);
  expect(await putBack(context, new UnfinishedRun(project, record))).toBe(false);
}, 120_000);
