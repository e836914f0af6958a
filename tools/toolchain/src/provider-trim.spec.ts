import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exists } from './machine.ts';
import { trimProvider } from './provider-trim.ts';

const SERVICE = 'github.com/hashicorp/terraform-provider-aws/internal/service';
const client = (name: string) =>
  `func (c *AWSClient) ${name}Client(ctx context.Context) *${name}.Client {\n\treturn client[*${name}.Client](ctx)\n}\n`;

const source: Readonly<Record<string, string>> = {
  'main.go': 'package main',
  'go.mod': 'module m',
  'go.sum': '',
  'README.md': 'not part of the program',
  'names/data/names.hcl': 'read by the program',
  'version/VERSION': '6.34.0\n',
  'internal/service/smarterr.hcl': 'embedded',
  'internal/service/s3/bucket.go': `import "${SERVICE}/s3control"\nc.s3Client(ctx)`,
  'internal/service/s3/bucket_test.go': `import "${SERVICE}/lambda"`,
  'internal/service/s3control/access.go': 'c.s3controlClient(ctx)',
  'internal/service/lambda/function.go': 'c.lambdaClient(ctx)',
  'internal/sweep/sweep.go': 'c.lambdaClient(ctx)',
  'internal/conns/awsclient_gen.go':
    'package conns\n\nimport (\n\t"context"\n\n\t"sdk/service/lambda"\n\t"sdk/service/s3"\n\ts3control "sdk/service/s3c"\n)\n\n' +
    client('lambda') +
    client('s3') +
    client('s3control'),
  'internal/provider/sdkv2/service_packages_gen.go': `import (\n\t"${SERVICE}/lambda"\n\t"${SERVICE}/s3"\n)\n\t\tlambda.ServicePackage(ctx),\n\t\ts3.ServicePackage(ctx),\n`,
};

let root: string;
let services: readonly string[];
const built = (file: string) => readFile(join(root, 'build', file), 'utf8');

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'provider-trim-spec-'));
  for (const [file, content] of Object.entries(source)) {
    await mkdir(dirname(join(root, 'source', file)), { recursive: true });
    await writeFile(join(root, 'source', file), content);
  }
  services = await trimProvider(join(root, 'source'), join(root, 'build'), ['s3']);
});

afterAll(() => rm(root, { recursive: true }));

it('keeps the wanted services and those that they import, but not for a test', () => {
  expect(services).toEqual(['s3', 's3control']);
});

it.each([
  'main.go',
  'names/data/names.hcl',
  'internal/service/smarterr.hcl',
  'internal/service/s3control/access.go',
])('copies %s', async (file) => expect(await built(file)).toBe(source[file]));

it.each(['README.md', 'internal/service/lambda', 'internal/service/s3/bucket_test.go'])(
  'drops %s',
  async (file) => expect(await exists(join(root, 'build', file))).toBe(false),
);

it('makes only the clients that the program uses, and imports only what these need', async () => {
  const clients = await built('internal/conns/awsclient_gen.go');
  expect(clients).toBe(
    'package conns\n\nimport (\n\t"context"\n\t"sdk/service/s3"\n\ts3control "sdk/service/s3c"\n)\n\n' +
      client('s3') +
      client('s3control'),
  );
});

it('registers only the services that are there', async () => {
  const registrations = await built('internal/provider/sdkv2/service_packages_gen.go');
  expect(registrations).toBe(`import (\n\t"${SERVICE}/s3"\n)\n\t\ts3.ServicePackage(ctx),\n`);
});
