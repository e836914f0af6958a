import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Not seen in the stacks: the provider itself asks STS who it is, and takes partition and region from `meta`. */
const ALWAYS = ['meta', 'sts'];

/**
 * Finds the services that resources and data sources belong to, in the provider's own registry: the service packages
 * that it generates from its source.
 *
 * @param types - such as `aws_vpc`
 * @throws Error that names the types that the provider does not have
 */
export async function servicesOf(source: string, types: readonly string[]): Promise<string[]> {
  const directory = join(source, 'internal/service');
  const missing = new Set(types);
  const services = new Set(ALWAYS);
  for (const service of await readdir(directory)) {
    const registry = await readFile(join(directory, service, 'service_package_gen.go'), 'utf8').catch(
      () => '',
    );
    for (const [, type = ''] of registry.matchAll(/^\s*TypeName:\s*"(\w+)"/gm)) {
      if (!types.includes(type)) continue;
      services.add(service);
      missing.delete(type);
    }
  }
  if (missing.size > 0) throw new Error(`this version of the AWS provider has no ${[...missing].join(', ')}`);
  return [...services].sort();
}
