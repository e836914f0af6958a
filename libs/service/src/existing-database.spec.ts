import { generateKeyPairSync } from 'node:crypto';
import { databaseAccess, validateDatabase, type ExistingDatabase } from './index.ts';
import { authority, leaf } from './testing/certificates.ts';

const minimal: ExistingDatabase = {
  secretName: 'edutechbr/database',
  port: 5433,
  network: { type: 'peering', securityGroupId: 'sg-1' },
  poolSize: 5,
};
const managed: ExistingDatabase = {
  ...minimal,
  secretName: 'rds!db-7d2f3c2e-1a2b-4c3d-8e4f-0123456789ab',
  host: 'lms.abc.sa-east-1.rds.amazonaws.com',
  name: 'lms',
};

describe('what a task is told of the database', () => {
  it('is in its secret, but for the port that the rules open', () => {
    expect(databaseAccess(minimal)).toEqual({
      environment: { DATABASE_PORT: '5433', DATABASE_POOL_SIZE: '5', DATABASE_SSLMODE: 'verify-full' },
      jsonKeys: {
        DATABASE_HOST: 'host',
        DATABASE_USER: 'username',
        DATABASE_PASSWORD: 'password',
        DATABASE_NAME: 'dbname',
      },
    });
  });

  it('is the user and the password only, where RDS manages the secret', () => {
    const { environment, jsonKeys } = databaseAccess(managed);
    expect(jsonKeys).toEqual({ DATABASE_USER: 'username', DATABASE_PASSWORD: 'password' });
    expect(environment).toMatchObject({ DATABASE_HOST: managed.host, DATABASE_NAME: 'lms' });
  });

  it('is who signs its certificate, where that is not RDS', () => {
    const { environment } = databaseAccess({ ...minimal, caCertificates: authority });
    expect(environment['DATABASE_CA_CERTIFICATES']).toBe(authority);
  });
});

describe('validateDatabase', () => {
  it.each<[string, Partial<ExistingDatabase>]>([
    ['a secret of RDS with host and name', managed],
    ['a host and a name with any secret', { host: 'db.example.com', name: 'lms' }],
    ['several authorities', { caCertificates: `${authority}\n# root\n${authority}` }],
  ])('accepts %s', (_what, changes) => {
    expect(() => validateDatabase({ ...minimal, ...changes })).not.toThrow();
  });

  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

  it.each<[string, Partial<ExistingDatabase>]>([
    ['host must be given: a secret that RDS manages', { ...managed, host: undefined }],
    ['name must be given: a secret that RDS manages', { ...managed, name: undefined }],
    ['host must be a DNS name such as', { host: 'postgres://db' }],
    ['name must be 1 to 63 letters', { name: 'lms;' }],
    ['caCertificates must be certificates as PEM, and nothing else, got ""', { caCertificates: 'none' }],
    ['caCertificates must be certificates as PEM, and nothing else', { caCertificates: authority + key }],
    ['caCertificates[0] must be of an authority', { caCertificates: leaf }],
    ['caCertificates must have at most 16384 bytes', { caCertificates: authority.repeat(40) }],
  ])('refuses what would fail at start: database.%s', (message, changes) => {
    expect(() => validateDatabase({ ...minimal, ...changes })).toThrow(`database.${message}`);
  });

  it('never repeats a key that somebody put among the certificates', () => {
    const secretPart = key.split('\n')[1] ?? '';
    try {
      validateDatabase({ ...minimal, caCertificates: authority + key });
    } catch (error) {
      expect(String(error)).not.toContain(secretPart);
    }
    expect.assertions(1);
  });
});
