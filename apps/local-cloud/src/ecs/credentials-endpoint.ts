import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { credentialsPort } from '../aws-clients.ts';
import { newCredentials } from '../aws-credentials.ts';
import { foreignness } from '../endpoint/foreign-request.ts';

const HOURS_VALID = 6;

/**
 * Gives each task credentials of its task role, as ECS does at `AWS_CONTAINER_CREDENTIALS_FULL_URI`: on ECS only the task
 * reaches it, here only the task is told the path. They sign the token of Redis; the AWS endpoint does not take them.
 */
export class CredentialsEndpoint {
  private readonly port: number;
  private readonly roles = new Map<string, string>();
  private readonly server = createServer((request, response) => {
    const roleArn = foreignness(request) === undefined ? this.roles.get(request.url ?? '') : undefined;
    response.setHeader('content-type', 'application/json');
    if (roleArn) response.end(JSON.stringify(credentialsOf(roleArn)));
    else response.writeHead(404).end('{}');
  });

  constructor(port = credentialsPort) {
    this.port = port;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** @returns the URL that answers until `revoke` is called with it */
  grant(roleArn: string): string {
    const path = `/v2/credentials/${randomUUID()}`;
    this.roles.set(path, roleArn);
    return `http://127.0.0.1:${this.port}${path}`;
  }

  revoke(url: string): void {
    this.roles.delete(new URL(url).pathname);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

function credentialsOf(roleArn: string): object {
  const { accessKeyId, secretAccessKey } = newCredentials('LMST');
  return {
    RoleArn: roleArn,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: 'local-cloud',
    Expiration: new Date(Date.now() + HOURS_VALID * 3_600_000).toISOString(),
  };
}
