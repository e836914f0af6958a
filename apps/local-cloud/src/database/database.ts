import { execa } from 'execa';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pRetry, { AbortError } from 'p-retry';
import { Client } from 'pg';
import type { ChildProcess, DatabaseCredentials, Part, PartContext } from '../types.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { postgresSettings } from './postgres-settings.ts';
import { findUnprivilegedUser, type UnprivilegedUser } from './unprivileged-user.ts';

const superuser = 'postgres';

export interface DatabaseProps {
  readonly context: PartContext;
  /** The port that the stage expects its existing database at. */
  readonly port: number;
}

/** The existing database that the stage's secret opens: PostgreSQL with TLS, empty at each start. */
export class Database implements Part {
  readonly name = 'database';
  readonly credentials: DatabaseCredentials;

  private readonly context: PartContext;
  private readonly folder: string;
  private readonly superuserPassword = newPassword();
  private process: ChildProcess | undefined;

  constructor({ context, port }: DatabaseProps) {
    this.context = context;
    this.folder = join(context.folders.state, 'database');
    this.credentials = { username: 'lms', password: newPassword(), host: '127.0.0.1', port, dbname: 'lms' };
  }

  async start(): Promise<void> {
    const binaries = await findPostgresBinaries();
    const user = await findUnprivilegedUser();
    const data = join(this.folder, 'data');
    this.makeFolder(this.folder, user);
    await this.initialize(binaries.initdb, data, user);
    await this.writeTlsFiles(data, user);
    this.process = this.context.processes.start({
      name: 'postgres',
      command: binaries.postgres,
      args: ['-D', data, ...this.settings()],
      cwd: data,
      ...(user && { user }),
    });
    const { process } = this;
    await pRetry(() => this.createDatabase(process), { retries: 100, minTimeout: 100, maxTimeout: 100 });
  }

  /** A PostgreSQL that ended stays so: it stands for a database that exists outside, and its loss must be seen. */
  describe(): string {
    const { host, port, dbname } = this.credentials;
    return this.process?.isRunning() ? `${dbname} at ${host}:${port}` : 'not running';
  }

  async stop(): Promise<void> {
    // "Fast shutdown": open transactions are rolled back, clients are disconnected.
    await this.process?.stop('SIGINT');
    this.process = undefined;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async initialize(initdb: string, data: string, user: UnprivilegedUser | undefined): Promise<void> {
    rmSync(data, { recursive: true, force: true });
    const passwordFile = join(this.folder, 'password');
    this.writeFile(passwordFile, this.superuserPassword, user);
    await execa(
      initdb,
      [
        `--pgdata=${data}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--locale=C',
        '--encoding=UTF8',
        '--no-sync',
      ],
      { cwd: this.folder, ...user },
    );
    rmSync(passwordFile);
  }

  private async writeTlsFiles(data: string, user: UnprivilegedUser | undefined): Promise<void> {
    const { certificate, privateKey } = await this.context.certificates.issue([
      this.credentials.host,
      'localhost',
    ]);
    this.writeFile(join(data, 'server.crt'), certificate, user);
    this.writeFile(join(data, 'server.key'), privateKey, user);
    // TLS or nothing, as `rds.force_ssl` makes it.
    this.writeFile(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.0/8 scram-sha-256\n', user);
  }

  private settings(): string[] {
    const settings = {
      ...postgresSettings,
      port: this.credentials.port,
      listen_addresses: this.credentials.host,
    };
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  private async createDatabase(process: ChildProcess): Promise<void> {
    if (!process.isRunning()) throw new AbortError('PostgreSQL ended, see its log');
    const { username, password, dbname, host, port } = this.credentials;
    const client = new Client({
      user: superuser,
      password: this.superuserPassword,
      host,
      port,
      database: 'postgres',
      // The certificate is our own and the address is this machine's.
      ssl: { rejectUnauthorized: false },
    });
    client.on('error', (error) => this.context.log(error.message));
    await client.connect();
    try {
      const role = client.escapeIdentifier(username);
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(dbname)} OWNER ${role}`);
    } finally {
      await client.end();
    }
  }

  private makeFolder(folder: string, user: UnprivilegedUser | undefined): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (user) chownSync(folder, user.uid, user.gid);
  }

  private writeFile(file: string, content: string, user: UnprivilegedUser | undefined): void {
    writeFileSync(file, content, { mode: 0o600 });
    if (user) chownSync(file, user.uid, user.gid);
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
