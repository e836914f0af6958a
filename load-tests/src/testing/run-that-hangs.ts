import { prepare, UnfinishedRun } from '../preparations/index.ts';
import { createClients } from '../stage/clients.ts';
import { record } from './example-run.ts';

/** Prepares a stage as a run does, and never ends: `run-that-hangs.ts PROJECT ENDPOINT CREDENTIALS`. */
const [project = '', awsEndpoint = '', awsCredentialsFile = ''] = process.argv.slice(2);
const outputs = { ...record.outputs, awsEndpoint, awsCredentialsFile };
await prepare(
  ['scheduled-capacity'],
  { clients: createClients(outputs), outputs, print: (line) => process.stdout.write(`${line}\n`) },
  new UnfinishedRun(project, record),
);
setInterval(() => undefined, 1_000);
