import { emulatedServices } from '@edutechbr/lms-infra';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');
const users = ['apps/lms-infra', 'apps/bootstrap', 'apps/local-cloud', 'load-tests'];

/** Of AWS alone: a preflight of the local stage leaves out what it would ask them. */
const onlyOnAws = ['@aws-sdk/client-guardduty', '@aws-sdk/client-service-quotas'];

/** The name that a client of the SDK signs its requests for. */
async function signingName(packageName: string): Promise<string> {
  const exported = (await import(packageName)) as Record<string, unknown>;
  const [, Client] = Object.entries(exported).find(([name]) => /^[A-Z]\w*Client$/.test(name)) ?? [];
  const client = Reflect.construct(Client as new (settings: object) => object, [{ region: 'sa-east-1' }]);
  return (client as { config: { defaultSigningName: string } }).config.defaultSigningName;
}

const clients = new Set(
  users.flatMap((user) => {
    const { dependencies } = JSON.parse(readFileSync(join(root, user, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    return Object.keys(dependencies).filter(
      (name) => name.startsWith('@aws-sdk/client-') && !onlyOnAws.includes(name),
    );
  }),
);

it.each([...clients])('the local stage answers what is asked through %s', async (packageName) => {
  expect(Object.values(emulatedServices)).toContain(await signingName(packageName));
});

it('the local stage answers nothing that executes what it is given', () => {
  const executing = [
    'lambda',
    'glue',
    'states',
    'codebuild',
    'batch',
    'elasticmapreduce',
    'ssm',
    'cloudformation',
  ];
  expect(Object.values(emulatedServices).filter((service) => executing.includes(service))).toEqual([]);
});
