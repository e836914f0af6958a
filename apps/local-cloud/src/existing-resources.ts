import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { localStage } from '@edutechbr/lms-infra';
import { awsClientSettings } from './aws-clients.ts';
import { parseImage } from './ecs/image.ts';
import type { EmulatorApi, ExistingNetwork } from './emulator/emulator-api.ts';
import type { Certificate, DatabaseCredentials, Part } from './types.ts';

export interface ExistingResourcesProps {
  readonly database: DatabaseCredentials;
  readonly databaseNetwork: ExistingNetwork;
  readonly emulator: Pick<EmulatorApi, 'createDatabaseNetwork'>;
  /** Certificates in ACM, by ARN. */
  readonly imported: ReadonlyMap<string, Certificate>;
  /** PEM file of the CA that signed them. */
  readonly caFile: string;
}

/** What the local stage expects to exist before it is deployed, under the names and ARNs that it gives. */
export class ExistingResources implements Part {
  readonly name = 'existing-resources';
  private readonly props: ExistingResourcesProps;

  constructor(props: ExistingResourcesProps) {
    this.props = props;
  }

  async start(): Promise<void> {
    const { emulator, databaseNetwork } = this.props;
    await Promise.all([
      createSecrets(this.props),
      emulator.createDatabaseNetwork(databaseNetwork),
      importCertificates(this.props),
      pushImage(),
    ]);
  }

  describe(): string {
    const { database, launchKey, certificateArn } = localStage;
    return `secrets ${database.secretName} and ${launchKey.secretName}, the database's ${database.network.vpcId}, certificate ${certificateArn.split('/').at(-1)}, image`;
  }

  async stop(): Promise<void> {
    // They end with the emulator.
  }
}

async function createSecrets({ database }: ExistingResourcesProps): Promise<void> {
  const client = new SecretsManagerClient(awsClientSettings);
  const secrets = {
    [localStage.database.secretName]: { engine: 'postgres', ...database },
    [localStage.launchKey.secretName]: { launchKey: randomBytes(32).toString('base64url') },
  };
  for (const [Name, value] of Object.entries(secrets))
    await client.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }));
}

async function importCertificates({ imported, caFile }: ExistingResourcesProps): Promise<void> {
  const client = new ACMClient(awsClientSettings);
  for (const [CertificateArn, { certificate, privateKey }] of imported)
    await client.send(
      new ImportCertificateCommand({
        CertificateArn,
        Certificate: Buffer.from(certificate),
        PrivateKey: Buffer.from(privateKey),
        CertificateChain: readFileSync(caFile),
      }),
    );
}

async function pushImage(): Promise<void> {
  const { repository, imageDigest } = parseImage(localStage.image);
  const client = new ECRClient(awsClientSettings);
  await client.send(
    new CreateRepositoryCommand({ repositoryName: repository, imageTagMutability: 'IMMUTABLE' }),
  );
  await client.send(
    new PutImageCommand({
      repositoryName: repository,
      imageManifest: '{"schemaVersion":2}',
      imageDigest,
    }),
  );
}
