import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyFiles, filesBelow } from './module-files.ts';

const PARTS = ['internal', 'names', 'version', 'main.go', 'go.mod', 'go.sum'];
const CLIENTS = 'internal/conns/awsclient_gen.go';
const REGISTRATIONS = 'internal/provider/sdkv2/service_packages_gen.go';
const SERVICE_IMPORT = /"github\.com\/hashicorp\/terraform-provider-aws\/internal\/service\/([a-z0-9]+)[/"]/g;
/** These mention every client, and the provider itself runs none of them. */
const DEVELOPMENT_FOLDER = /^internal\/(acctest|generate|sweep)\//;

/**
 * Copies the provider's source without the services that the stacks do not use.
 *
 * @returns the services that stay: the wanted ones and all that these import, whose clients would panic otherwise
 */
export async function trimProvider(
  source: string,
  build: string,
  wanted: readonly string[],
): Promise<readonly string[]> {
  const services = await withImports(source, wanted);
  const files = (await filesBelow(source)).filter((file) => isKept(file, services));
  await copyFiles(source, build, files);
  const used = await clientsUsed(source, files);
  await writeFile(join(build, CLIENTS), trimClients(await readFile(join(source, CLIENTS), 'utf8'), used));
  const registrations = await readFile(join(source, REGISTRATIONS), 'utf8');
  await writeFile(join(build, REGISTRATIONS), trimRegistrations(registrations, services));
  return services;
}

async function withImports(source: string, wanted: readonly string[]): Promise<readonly string[]> {
  const kept = new Set<string>();
  const open = [...wanted];
  for (let service = open.pop(); service; service = open.pop()) {
    if (kept.has(service)) continue;
    kept.add(service);
    const directory = join(source, 'internal/service', service);
    for (const file of (await readdir(directory)).filter(isGo)) {
      const content = await readFile(join(directory, file), 'utf8');
      open.push(...[...content.matchAll(SERVICE_IMPORT)].flatMap(([, name]) => name ?? []));
    }
  }
  return [...kept].sort();
}

function isKept(file: string, services: readonly string[]): boolean {
  const [part = '', folder, service = ''] = file.split('/');
  const ofOtherService = folder === 'service' && file.split('/').length > 3 && !services.includes(service);
  return PARTS.includes(part) && !ofOtherService && !/_test\.go$|\/testdata\//.test(file);
}

const isGo = (file: string) => /(?<!_test)\.go$/.test(file);

async function clientsUsed(source: string, files: readonly string[]): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  for (const file of files) {
    if (!isGo(file) || file === CLIENTS || DEVELOPMENT_FOLDER.test(file)) continue;
    const content = await readFile(join(source, file), 'utf8');
    for (const [, client = ''] of content.matchAll(/\b(\w+Client)\(ctx/g)) used.add(client);
  }
  return used;
}

/** Keeps the methods that make the clients used, and the imports of these. */
function trimClients(content: string, used: ReadonlySet<string>): string {
  const [head = '', ...methods] = content.split(/^(?=func \(c \*AWSClient\) )/m);
  const body = methods.filter((method) => used.has(/\) (\w+)\(/.exec(method)?.[1] ?? '')).join('');
  const imports = [...head.matchAll(/^\t((?:(\w+) )?"([^"]+)")$/gm)]
    .filter(([, , alias, path = '']) => new RegExp(`\\b${alias ?? path.split('/').at(-1)}\\.`).test(body))
    .map(([line]) => line);
  return `package conns\n\nimport (\n${imports.join('\n')}\n)\n\n${body}`;
}

/** Drops the lines that import or register another service. */
function trimRegistrations(content: string, services: readonly string[]): string {
  return content
    .split('\n')
    .filter((line) => {
      const named = /internal\/service\/([a-z0-9]+)"|^\t\t([a-z0-9]+)\.ServicePackage\(ctx\),/.exec(line);
      return !named || services.includes(named[1] ?? named[2] ?? '');
    })
    .join('\n');
}
