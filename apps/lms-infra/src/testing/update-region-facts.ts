import { childEnvironment } from '@edutechbr/cli';
import { execa } from 'execa';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes `region-facts.json` anew from what cfn-lint ships, which its authors take from AWS's APIs. For newer facts, set
 * the version and the hash of its wheel on PyPI.
 */
const version = '1.58.0';
const wheelHash = 'sha256:9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987';
const region = 'sa-east-1';

type MemorySizes =
  | { readonly enum: readonly number[] }
  | { readonly minimum: number; readonly maximum: number; readonly multipleOf: number };

/** The parts of cfn-lint's schemas that are read here. */
interface NodeTypes {
  readonly [region: string]: { readonly enum: readonly string[] };
}
interface EngineVersions {
  readonly allOf: readonly {
    readonly if: { readonly properties: { readonly Engine: { readonly const?: string } } };
    readonly then: { readonly properties: { readonly EngineVersion?: { readonly enum: readonly string[] } } };
  }[];
}
interface FargateSizes {
  readonly then: {
    readonly anyOf: readonly {
      readonly properties: {
        readonly Cpu: { readonly then: { readonly enum: readonly [string] } };
        readonly Memory: { readonly then: MemorySizes };
      };
    }[];
  };
}

const folder = mkdtempSync(join(tmpdir(), 'region-facts-'));
try {
  writeFileSync(join(folder, 'requirements.txt'), `cfn-lint==${version} --hash=${wheelHash}\n`);
  const download = ['-m', 'pip', 'download', '--no-deps', '--require-hashes', '-r', 'requirements.txt'];
  await execa('python3', download, { ...childEnvironment('download'), cwd: folder, stderr: 'inherit' });
  const wheel = `cfn_lint-${version}-py3-none-any.whl`;
  await execa('python3', ['-m', 'zipfile', '-e', wheel, '.'], {
    ...childEnvironment('download'),
    cwd: folder,
    stderr: 'inherit',
  });
  const facts = readFacts(join(folder, 'cfnlint/data/schemas/extensions'));
  writeFileSync(join(import.meta.dirname, 'region-facts.json'), `${JSON.stringify(facts, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

function readFacts(schemas: string) {
  const nodeTypes: NodeTypes = read('aws_elasticache_cachecluster/cachenodetype_enum.json');
  const engines: EngineVersions = read('aws_elasticache_cachecluster/engine_version.json');
  const fargate: FargateSizes = read('aws_ecs_taskdefinition/fargate_cpu_memory.json');
  const redis = engines.allOf.find((rule) => rule.if.properties.Engine.const === 'redis');
  return {
    source: `cfn-lint ${version} (PyPI, MIT-0), by npx nx run lms-infra:update-region-facts`,
    region,
    cacheNodeTypes: nodeTypes[region]?.enum,
    redisVersions: redis?.then.properties.EngineVersion?.enum,
    fargateMemoryMiB: Object.fromEntries(
      fargate.then.anyOf.map(({ properties: { Cpu, Memory } }) => [Cpu.then.enum[0], listed(Memory.then)]),
    ),
  };

  function read(path: string) {
    return JSON.parse(readFileSync(join(schemas, path), 'utf8'));
  }
}

function listed(sizes: MemorySizes): readonly number[] {
  if ('enum' in sizes) return sizes.enum;
  const { minimum, maximum, multipleOf } = sizes;
  return Array.from(
    { length: (maximum - minimum) / multipleOf + 1 },
    (_, index) => minimum + index * multipleOf,
  );
}
