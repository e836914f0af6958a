import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servicesOf } from './provider-services.ts';

let source: string;

const registered = (...types: string[]) =>
  types.map((type) => `\t\t{\n\t\t\tFactory:  make,\n\t\t\tTypeName: "${type}",\n\t\t},\n`).join('');

beforeAll(async () => {
  source = await mkdtemp(join(tmpdir(), 'provider-services-spec-'));
  const registries = {
    ec2: registered('aws_vpc', 'aws_flow_log'),
    elbv2: registered('aws_lb', 'aws_alb'),
    lambda: registered('aws_lambda_function'),
    logs: registered('aws_cloudwatch_log_group'),
  };
  for (const [service, content] of Object.entries(registries)) {
    await mkdir(join(source, 'internal/service', service), { recursive: true });
    await writeFile(join(source, 'internal/service', service, 'service_package_gen.go'), content);
  }
  await writeFile(join(source, 'internal/service/smarterr.hcl'), 'not a service');
});

afterAll(() => rm(source, { recursive: true }));

it('finds the services by what they register, not by the names of the types', async () => {
  expect(await servicesOf(source, ['aws_flow_log', 'aws_lb', 'aws_cloudwatch_log_group'])).toEqual([
    'ec2',
    'elbv2',
    'logs',
    'meta',
    'sts',
  ]);
});

it('names what no service registers', async () => {
  await expect(servicesOf(source, ['aws_vpc', 'aws_vpc_peering'])).rejects.toThrow(
    'this version of the AWS provider has no aws_vpc_peering',
  );
});
