import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The prefix of a service's actions in IAM, where the SDK's package has another name. */
const services: Readonly<Record<string, string>> = {
  'application-auto-scaling': 'application-autoscaling',
  'cloudwatch-logs': 'logs',
  efs: 'elasticfilesystem',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  'secrets-manager': 'secretsmanager',
  'service-quotas': 'servicequotas',
};

/** What a waiter asks, again and again. */
const waiters: Readonly<Record<string, string>> = { waitUntilServicesStable: 'DescribeServices' };

/** The operations that the programs in a folder of the workspace import from the AWS SDK, by service. */
export function sdkCalls(folder: string): Record<string, string[]> {
  const root = join(import.meta.dirname, '../../../..', folder);
  const calls: Record<string, Set<string>> = {};
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter(
    (name) => name.endsWith('.ts') && !/\.spec\.ts$|(^|\/)testing\//.test(name),
  )) {
    const imports = readFileSync(join(root, file), 'utf8').matchAll(
      /^import (?!type )\{([^}]+)\} from '@aws-sdk\/client-([\w-]+)';/gm,
    );
    for (const [, names = '', client = ''] of imports) {
      const service = services[client] ?? client;
      for (const name of names.split(',').map((each) => each.trim())) {
        const operation =
          /^(\w+)Command$|^paginate(\w+)$/.exec(name)?.slice(1).find(Boolean) ?? waiters[name];
        if (operation !== undefined) (calls[service] ??= new Set()).add(operation);
      }
    }
  }
  return Object.fromEntries(Object.entries(calls).map(([service, names]) => [service, [...names]]));
}
