import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { ExitError } from '@edutechbr/cli';
import { localStage } from '@edutechbr/lms-infra';
import { emulatorPort, endpointPort } from '../aws-clients.ts';
import { localPort } from '../load-balancer/settings.ts';

/** What listens on 127.0.0.1 and must therefore be free. */
const ports: Readonly<Record<string, number>> = {
  'the AWS endpoint': endpointPort,
  'the emulator': emulatorPort,
  PostgreSQL: localStage.database.port,
  "the load balancer's HTTPS": localPort(443),
  "the load balancer's HTTP": localPort(80),
};

/** One for each of 10,000 students, for the connections to the tasks, and some slack. */
const OPEN_FILES = 12_000;

/** @throws ExitError 3 that names each busy port and what wants it */
export async function requireFreePorts(): Promise<void> {
  const busy: string[] = [];
  for (const [user, port] of Object.entries(ports)) if (!(await isFree(port))) busy.push(`${port} (${user})`);
  if (busy.length > 0)
    throw new ExitError(
      'missingTool',
      `another program listens on port ${busy.join(', ')} of 127.0.0.1: end it (ss -ltnp shows it) and start again`,
    );
}

/** @returns what is said when too few files may be open, undefined when enough may */
export function openFilesWarning(): string | undefined {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  if (limit === 'unlimited' || Number(limit) >= OPEN_FILES) return undefined;
  return `only ${limit} files may be open at once: enough for about ${limit} students; raise it with: ulimit -n ${OPEN_FILES}`;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
