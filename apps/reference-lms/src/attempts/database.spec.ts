import { createServer, type AddressInfo, type Server } from 'node:net';
import { TLSSocket } from 'node:tls';
import pino from 'pino';
import { generate } from 'selfsigned';
import { readEnvironment } from '../environment.ts';
import { createPool } from './database.ts';

const sslRequestBytes = 8;

/** What PostgreSQL sends to refuse a client that has come as far as to name its user. */
const refusal = Buffer.from('E    SFATAL\0C28000\0Mknown by its certificate\0\0');
refusal.writeInt32BE(refusal.length - 1, 1);

/** A server that speaks TLS as PostgreSQL does, and refuses whoever trusts it. */
async function listen(certificate: { cert: string; private: string }): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (request) => {
      expect(request).toHaveLength(sslRequestBytes);
      socket.write('S');
      const secure = new TLSSocket(socket, {
        isServer: true,
        cert: certificate.cert,
        key: certificate.private,
      });
      secure.on('error', () => undefined).once('data', () => secure.end(refusal));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

const createAuthority = () =>
  generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });

/** Why a connection to a server with this certificate fails. */
async function failure(server: Server, changes: NodeJS.ProcessEnv): Promise<string> {
  const environment = readEnvironment({
    SERVICE_NAME: 'lms',
    AWS_REGION: 'sa-east-1',
    REDIS_HOST: 'redis',
    REDIS_USER: 'lms',
    REDIS_REPLICATION_GROUP_ID: 'sessions',
    COURSE_CONTENT_PATH: '/mnt',
    DATABASE_HOST: 'localhost',
    DATABASE_PORT: String((server.address() as AddressInfo).port),
    DATABASE_USER: 'lms',
    DATABASE_PASSWORD: 'secret',
    DATABASE_NAME: 'lms',
    LAUNCH_KEY: Buffer.alloc(32).toString('base64url'),
    ...changes,
  });
  const pool = createPool(environment, pino({ level: 'silent' }));
  const message = await pool.query('SELECT 1').then(
    () => 'none',
    (error: Error) => error.message,
  );
  await pool.end();
  return message;
}

describe("the database's certificate", () => {
  let server: Server;
  let ca: string;
  beforeAll(async () => {
    const certificate = await createAuthority();
    ca = certificate.cert;
    server = await listen(certificate);
  });
  afterAll(() => server.close());

  it('is trusted from the authorities that the environment names', async () => {
    expect(await failure(server, { DATABASE_CA_CERTIFICATES: ca })).toBe('known by its certificate');
  });

  it('is not trusted from any others', async () => {
    const other = await createAuthority();
    expect(await failure(server, { DATABASE_CA_CERTIFICATES: other.cert })).toMatch(
      /self-signed certificate/,
    );
  });

  it("is left to Node's own authorities when the environment names none", async () => {
    expect(await failure(server, {})).toMatch(/self-signed certificate/);
  });
});
