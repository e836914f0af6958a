import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pRetry, { AbortError } from 'p-retry';
import { Client } from 'pg';
import { giveTo, letOthersRead, type LocalUser } from '../machine/local-users.ts';
import { lastWords } from '../machine/deaths.ts';
import { processTreeCpuSeconds } from '../machine/process-cpu.ts';
import type { MeasuredDatabase } from '../metrics/database-metrics.ts';
import type { ChildProcess, DatabaseCredentials, Part, PartContext, ProcessOptions } from '../types.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { postgresSettings } from './postgres-settings.ts';
import { databaseUser, passwdOf } from './database-user.ts';

const superuser = 'postgres';

export interface DatabaseProps {
  readonly context: PartContext;
  /** Where the stage expects its existing database. */
  readonly address: string;
  readonly port: number;
  /** What RDS would call it. */
  readonly instanceIdentifier: string;
}

/** The existing database that the stage's secret opens: PostgreSQL with TLS, empty at each start. */
export class Database implements Part, MeasuredDatabase {
  readonly name = 'database';
  readonly instanceIdentifier: string;
  readonly credentials: DatabaseCredentials;

  private readonly context: PartContext;
  private readonly folder: string;
  private readonly data: string;
  private readonly user = databaseUser();
  private readonly superuserPassword = newPassword();
  private process: ChildProcess | undefined;
  private restarts = 0;

  constructor({ context, address, port, instanceIdentifier }: DatabaseProps) {
    this.context = context;
    this.instanceIdentifier = instanceIdentifier;
    this.folder = join(context.folders.state, 'database');
    this.data = join(this.folder, 'data');
    this.credentials = { username: 'lms', password: newPassword(), host: address, port, dbname: 'lms' };
  }

  async start(): Promise<void> {
    this.makeFolder();
    await this.initialize();
    await this.writeTlsFiles();
    const process = await this.startServer();
    const poll = { retries: 100, minTimeout: 100, maxTimeout: 100 };
    await this.createDatabase(await pRetry(() => this.connect(process), poll));
  }

  /** A server that ended is started again and recovers what was acknowledged, as the existing database's would be. */
  async tick(): Promise<void> {
    if (!this.process || this.process.isRunning()) return;
    this.restarts++;
    this.context.log('PostgreSQL ended unexpectedly and is started again');
    await this.startServer();
  }

  cpuSeconds(): number | undefined {
    return this.process && processTreeCpuSeconds(this.process.pid);
  }

  describe(): string {
    const { host, port, dbname } = this.credentials;
    const restarts = this.restarts > 0 ? `, PostgreSQL died and was restarted ${this.restarts} times` : '';
    return `${this.process?.isRunning() ? `${dbname} at ${host}:${port}` : 'not running'}${restarts}`;
  }

  async stop(): Promise<void> {
    // "Fast shutdown": open transactions are rolled back, clients are disconnected.
    await this.process?.stop('SIGINT');
    this.process = undefined;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async startServer(): Promise<ChildProcess> {
    const { postgres } = await findPostgresBinaries();
    const args = ['-D', this.data, ...this.settings()];
    this.process = await this.run({ name: 'postgres', command: postgres, args, cwd: this.data });
    return this.process;
  }

  private async run(options: ProcessOptions): Promise<ChildProcess> {
    const { folder: programs } = await findPostgresBinaries();
    letOthersRead(programs);
    const visible = [{ path: programs }, { path: this.folder, writable: true }, ...(options.visible ?? [])];
    return this.context.processes.start({ ...options, user: this.user, visible });
  }

  private async initialize(): Promise<void> {
    const { initdb } = await findPostgresBinaries();
    const passwordFile = join(this.folder, 'password');
    this.writeFile(passwordFile, this.superuserPassword);
    const process = await this.run({
      name: 'initdb',
      command: initdb,
      args: [
        `--pgdata=${this.data}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--locale=C',
        '--encoding=UTF8',
        '--no-sync',
      ],
      cwd: this.folder,
      visible: this.user && [{ path: '/etc/passwd', from: this.writePasswd(this.user) }],
    });
    const { code } = await process.exited;
    if (code !== 0) throw new Error(`initdb ended with exit code ${code}, see logs/initdb.log`);
    rmSync(passwordFile);
  }

  private writePasswd(user: LocalUser): string {
    const file = join(this.folder, 'passwd');
    this.writeFile(file, passwdOf(user));
    return file;
  }

  private async writeTlsFiles(): Promise<void> {
    const { certificate, privateKey } = await this.context.certificates.issue([
      this.credentials.host,
      'localhost',
    ]);
    this.writeFile(join(this.data, 'server.crt'), certificate);
    this.writeFile(join(this.data, 'server.key'), privateKey);
    // TLS or nothing, as `rds.force_ssl` makes it.
    this.writeFile(join(this.data, 'pg_hba.conf'), 'hostssl all all 127.0.0.0/8 scram-sha-256\n');
  }

  private settings(): string[] {
    const settings = {
      ...postgresSettings,
      port: this.credentials.port,
      listen_addresses: this.credentials.host,
    };
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  private async connect(process: ChildProcess): Promise<Client> {
    if (!process.isRunning())
      throw new AbortError(`PostgreSQL ended: ${lastWords(join(this.context.folders.logs, 'postgres.log'))}`);
    const { host, port } = this.credentials;
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
    return client;
  }

  /** Once: PostgreSQL logs a statement that fails, and this one has the password. */
  private async createDatabase(client: Client): Promise<void> {
    const { username, password, dbname } = this.credentials;
    try {
      const role = client.escapeIdentifier(username);
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(dbname)} OWNER ${role}`);
    } finally {
      await client.end();
    }
  }

  private makeFolder(): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { mode: 0o700 });
    giveTo(this.user, this.folder);
  }

  private writeFile(file: string, content: string): void {
    writeFileSync(file, content, { mode: 0o600 });
    giveTo(this.user, file);
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
