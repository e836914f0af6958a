import { ConfigurationError, requireBetween, requireDistinct, requireMatch } from '@edutechbr/foundation';
import { validateIpv4Range } from '@edutechbr/network';
import { X509Certificate } from 'node:crypto';
import type { DatabaseNetwork, DatabaseSecretKeys, ExistingDatabase } from './backends.ts';

/** The task definition that holds them has at most 64 KiB in all (Amazon ECS, "Amazon ECS service quotas"). */
const caCertificatesMaxBytes = 16 * 1024;

/** Keys of the secrets that RDS's format has (Secrets Manager user guide, "JSON structure of AWS Secrets Manager secrets"). */
const rdsKeys: DatabaseSecretKeys = { host: 'host', user: 'username', password: 'password', name: 'dbname' };

/** What of the database is the same for all who know it, and what its secret alone says. */
export interface DatabaseAccess {
  /** For the container's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** JSON keys of the secret, by the container's variable. */
  readonly jsonKeys: Readonly<Record<string, string>>;
}

/** What is not said by the props is in the secret. */
export function databaseAccess(database: ExistingDatabase): DatabaseAccess {
  const { jsonKeys = rdsKeys, host, name, port, caCertificates } = database;
  return {
    environment: {
      DATABASE_PORT: String(port),
      DATABASE_POOL_SIZE: String(database.poolSize),
      DATABASE_SSLMODE: 'verify-full',
      ...(host !== undefined && { DATABASE_HOST: host }),
      ...(name !== undefined && { DATABASE_NAME: name }),
      ...(caCertificates !== undefined && { DATABASE_CA_CERTIFICATES: caCertificates }),
    },
    jsonKeys: {
      ...(host === undefined && { DATABASE_HOST: jsonKeys.host }),
      DATABASE_USER: jsonKeys.user,
      DATABASE_PASSWORD: jsonKeys.password,
      ...(name === undefined && { DATABASE_NAME: jsonKeys.name }),
    },
  };
}

/** @throws ConfigurationError unless the database says where it answers, and not everywhere. */
export function validateDatabase(database: ExistingDatabase): void {
  const { secretName, host, name, port, network, caCertificates } = database;
  requireBetween('database.port', port, 1, 65535);
  if (host !== undefined)
    requireMatch('database.host', host, /^[\w-]+(\.[\w-]+)*$/, 'must be a DNS name such as db.example.com');
  if (name !== undefined)
    requireMatch('database.name', name, /^\w{1,63}$/, 'must be 1 to 63 letters, digits and underscores');
  if (secretName.startsWith('rds!')) {
    const rule = 'must be given: a secret that RDS manages holds the user and the password only';
    if (host === undefined) throw new ConfigurationError('database.host', rule, host);
    if (name === undefined) throw new ConfigurationError('database.name', rule, name);
  }
  if (network.type === 'reachable') validateRanges(network);
  if (caCertificates !== undefined) validateCaCertificates('database.caCertificates', caCertificates);
}

function validateRanges({ cidrBlocks }: Extract<DatabaseNetwork, { type: 'reachable' }>): void {
  const prop = 'database.network.cidrBlocks';
  if (cidrBlocks.length === 0) throw new ConfigurationError(prop, 'must name at least one range', cidrBlocks);
  cidrBlocks.forEach((range, index) => {
    validateIpv4Range(`${prop}[${index}]`, range);
    if (range === '0.0.0.0/0')
      throw new ConfigurationError(`${prop}[${index}]`, 'must not be all addresses', range);
  });
  requireDistinct(prop, cidrBlocks);
}

/** @throws ConfigurationError unless the text is certificates of authorities and nothing else: a container's environment can be read. */
function validateCaCertificates(prop: string, text: string): void {
  const size = Buffer.byteLength(text);
  if (size > caCertificatesMaxBytes)
    throw new ConfigurationError(prop, `must have at most ${caCertificatesMaxBytes} bytes`, size);
  const found = text.match(/-----BEGIN ([A-Z ]+)-----/g) ?? [];
  const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (pems.length === 0 || pems.length !== found.length)
    throw new ConfigurationError(prop, 'must be certificates as PEM, and nothing else', found.join(', '));
  pems.forEach((pem, index) => {
    const certificate = parse(pem);
    const isSelfSigned = certificate && certificate.subject === certificate.issuer;
    if (!certificate?.ca && !isSelfSigned)
      throw new ConfigurationError(
        `${prop}[${index}]`,
        'must be of an authority',
        certificate?.subject ?? 'no certificate',
      );
  });
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
