import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tools } from '@edutechbr/toolchain';
import { localStage, otherCertificateArn } from '@edutechbr/lms-infra';
import { awsClientSettings } from '../aws-clients.ts';
import { credentialsFile, issueCredentials } from '../aws-credentials.ts';
import { databaseNetwork, databaseServer } from '../database/database-network.ts';
import { Database } from '../database/database.ts';
import { Ecs } from '../ecs/ecs.ts';
import { EmulatorApi } from '../emulator/emulator-api.ts';
import { emulatorSocket } from '../emulator/emulator-socket.ts';
import { Emulator } from '../emulator/emulator.ts';
import { ExistingResources } from '../existing-resources.ts';
import { Faults } from '../faults/faults.ts';
import { createFaultsHandler } from '../faults/http-handler.ts';
import { FaultInjection } from '../fis/experiments.ts';
import { createFisHandler } from '../fis/http-handler.ts';
import { surroundingsOf } from '../fis/surroundings.ts';
import { FrontEndpoint } from '../endpoint/front-endpoint.ts';
import { violationsFile } from '../endpoint/request-violations.ts';
import { readRole } from '../iam/roles.ts';
import { LoadBalancer } from '../load-balancer/load-balancer.ts';
import { nodeAddress } from '../load-balancer/node.ts';
import { createCertificateAuthority } from '../machine/certificates.ts';
import { Deaths } from '../machine/deaths.ts';
import { createProcesses } from '../machine/processes.ts';
import { MetricsPublisher } from '../metrics/metrics-publisher.ts';
import { readNetwork } from '../network/read-network.ts';
import { Vpc } from '../network/vpc.ts';
import { RedisFleet } from '../redis/redis-fleet.ts';
import { Scaling } from '../scaling/scaling.ts';
import type { Folders, Part, PartContext } from '../types.ts';

export type NeededTools = Pick<Tools, 'python' | 'haproxy' | 'redisServer'>;

/** Names by which a browser or k6 may open the LMS on this machine. */
const HOSTS = [
  'localhost',
  '127.0.0.1',
  'lms.edutechbr.internal',
  ...localStage.availabilityZones.map(nodeAddress),
];

/** The name in another certificate of the account. */
const OTHER_HOST = 'other.edutechbr.internal';

/**
 * All parts in the order of their start: each needs only those before it. A task that dies is the matter of ECS, any other
 * process that does is a problem of its part.
 *
 * @param onDeath called when a part has died without which nothing is left
 */
export async function createParts(
  folders: Folders,
  tools: NeededTools,
  onDeath: (reason: string) => void,
): Promise<{ readonly parts: readonly Part[]; readonly deaths: ReadonlyMap<string, Deaths> }> {
  const certificates = await createCertificateAuthority(folders.state);
  const processes = createProcesses(folders);
  const deaths = new Map(
    ['emulator', 'database', 'redis', 'load-balancer'].map((part) => [part, new Deaths(folders)]),
  );
  const contextOf = (part: string): PartContext => ({
    folders,
    processes: deaths.get(part)?.watch(processes) ?? processes,
    certificates,
    log: logTo(folders, part),
  });
  const imported = new Map([
    [localStage.certificateArn, await certificates.issue(HOSTS)],
    [otherCertificateArn, await certificates.issue([OTHER_HOST])],
  ]);
  const emulator = new EmulatorApi();

  const { address, port } = databaseServer;
  const { instanceIdentifier } = localStage.database;
  const database = new Database({ context: contextOf('database'), address, port, instanceIdentifier });
  const scaling = new Scaling({ aws: awsClientSettings, accountId: localStage.accountId });
  const redis = new RedisFleet({
    context: contextOf('redis'),
    aws: awsClientSettings,
    reporter: emulator,
    readRole,
    redisServer: tools.redisServer,
  });
  const vpc = new Vpc(contextOf('network'), () => readNetwork([databaseServer]));
  const loadBalancer = new LoadBalancer(contextOf('load-balancer'), tools.haproxy, imported, vpc);
  const ecs = new Ecs(contextOf('ecs'), loadBalancer, redis, vpc);
  const faults = new Faults(localStage.availabilityZones, ecs, [ecs, redis, loadBalancer]);
  const fis = new FaultInjection(
    localStage.region,
    localStage.accountId,
    surroundingsOf(faults, awsClientSettings),
  );
  const parts = [
    new Emulator(contextOf('emulator'), tools.python, onDeath),
    new FrontEndpoint({
      autoscaling: scaling.handle,
      fis: createFisHandler(fis),
      faults: createFaultsHandler(faults),
      credentials: issueCredentials(folders.state),
      credentialsFile: credentialsFile(folders.state),
      violationsFile: violationsFile(folders.logs),
      emulator: { socketPath: emulatorSocket(folders) },
    }),
    new ExistingResources({
      database: database.credentials,
      databaseNetwork,
      emulator,
      imported,
      caFile: certificates.caFile,
    }),
    database,
    redis,
    vpc,
    loadBalancer,
    ecs,
    scaling,
    new MetricsPublisher({
      context: contextOf('metrics'),
      aws: awsClientSettings,
      tasks: ecs,
      loadBalancer,
      redis,
      database,
    }),
  ];
  return { parts, deaths };
}

export function logTo({ logs }: Folders, name: string): (message: string) => void {
  return (message) => appendFileSync(join(logs, `${name}.log`), `${new Date().toISOString()} ${message}\n`);
}
