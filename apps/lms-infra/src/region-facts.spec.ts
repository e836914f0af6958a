import { validateFargateSize } from '@edutechbr/service';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStage } from './load-stage.ts';
import { stages } from './stages/index.ts';
import { Synthesized } from './testing/synthesized.ts';

interface RegionFacts {
  readonly region: string;
  readonly cacheNodeTypes: readonly string[];
  readonly redisVersions: readonly string[];
  readonly fargateMemoryMiB: Readonly<Record<string, readonly number[]>>;
}

const facts: RegionFacts = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testing/region-facts.json'), 'utf8'),
);

describe.each(Object.keys(stages))('stage %s', (name) => {
  const lms = new Synthesized(loadStage({ LMS_STAGE: name }));

  it('is in the region that the facts are of', () => {
    for (const { provider } of Object.values(lms.stacks))
      expect(provider.aws[0]?.['region']).toBe(facts.region);
  });

  it('asks for nodes and a Redis that ElastiCache has in the region', () => {
    const { node_type, engine, engine_version } = lms.only('aws_elasticache_replication_group');
    expect(facts.cacheNodeTypes).toContain(node_type);
    expect(engine).toBe('redis');
    expect(facts.redisVersions).toContain(engine_version);
  });

  it('asks for tasks of a size that Fargate has', () => {
    const { cpu, memory } = lms.only('aws_ecs_task_definition');
    expect(facts.fargateMemoryMiB[String(cpu)]).toContain(Number(memory));
  });
});

it("admits for a stage's tasks the sizes that Fargate has, up to 16 vCPU, and no other", () => {
  const admits = (cpu: number, memoryMiB: number) => {
    try {
      validateFargateSize({ cpu, memoryMiB });
      return true;
    } catch {
      return false;
    }
  };
  const memory = Array.from({ length: 512 }, (_, index) => (index + 1) * 512);
  const { '32768': beyond, ...published } = facts.fargateMemoryMiB;
  for (const [cpu, sizes] of Object.entries(published))
    expect(memory.filter((memoryMiB) => admits(Number(cpu), memoryMiB))).toEqual(sizes);
  expect(beyond?.filter((memoryMiB) => admits(32768, memoryMiB))).toEqual([]);
});
