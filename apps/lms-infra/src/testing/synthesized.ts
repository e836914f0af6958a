import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, stackNames, type StackName } from '../app.ts';
import type { Stage } from '../stage.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** A resource of the synthesized JSON: its attributes, and where it was found. */
export interface SynthesizedResource {
  readonly stack: StackName;
  readonly type: string;
  /** As other resources refer to it: `aws_vpc.network_vpc_1A2B3C`. */
  readonly address: string;
  readonly attributes: Attributes;
}

interface StackJson {
  readonly terraform: Attributes;
  readonly provider: { readonly aws: readonly Attributes[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, Attributes>>;
}

/** What a resource's name is called, where it is not `name`. */
const nameAttributes: Readonly<Record<string, string>> = {
  aws_cloudwatch_dashboard: 'dashboard_name',
  aws_cloudwatch_metric_alarm: 'alarm_name',
  aws_ecs_task_definition: 'family',
  aws_efs_file_system: 'creation_token',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_elasticache_user: 'user_id',
  aws_elasticache_user_group: 'user_group_id',
  aws_s3_bucket: 'bucket',
};

/** A stage as Terraform will read it. */
export class Synthesized {
  readonly stacks: Readonly<Record<StackName, StackJson>>;

  constructor(stage: Stage) {
    const outdir = mkdtempSync(join(tmpdir(), 'lms-infra-synth-'));
    try {
      createApp(stage, { outdir }).synth();
      const read = (stack: StackName): StackJson =>
        JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
      this.stacks = {
        network: read('network'),
        cache: read('cache'),
        storage: read('storage'),
        edge: read('edge'),
        service: read('service'),
      };
    } finally {
      rmSync(outdir, { recursive: true });
    }
  }

  /** The provider's types of all resources and data sources. */
  types(): string[] {
    const all = Object.values(this.stacks).flatMap(({ resource, data }) =>
      Object.keys({ ...resource, ...data }),
    );
    return [...new Set(all)].filter((type) => type.startsWith('aws_'));
  }

  /** All resources, or those of a type. */
  resources(wanted?: string): SynthesizedResource[] {
    return stackNames.flatMap((stack) =>
      Object.entries(this.stacks[stack].resource)
        .filter(([type]) => wanted === undefined || type === wanted)
        .flatMap(([type, named]) =>
          Object.entries(named).map(([name, attributes]) => ({
            stack,
            type,
            address: `${type}.${name}`,
            attributes,
          })),
        ),
    );
  }

  /** Attributes of the resources of a type. */
  all(type: string): Attributes[] {
    return this.resources(type).map(({ attributes }) => attributes);
  }

  /** The only resource of a type. */
  only(type: string): Attributes {
    const [found, ...others] = this.all(type);
    if (!found || others.length > 0)
      throw new Error(`expected one ${type}, found ${others.length + (found ? 1 : 0)}`);
    return found;
  }

  /** The names that resources of ours are given, as attributes or as the tag `Name`. */
  names(): { readonly type: string; readonly value: string }[] {
    return this.resources().flatMap(({ type, attributes }) => {
      const { Name } = (attributes['tags'] ?? {}) as Readonly<Record<string, string>>;
      const attribute = nameAttributes[type] ?? 'name';
      return [...new Set([attributes[attribute], Name])]
        .filter((value) => typeof value === 'string')
        .map((value) => ({ type, value }));
    });
  }

  /** Statements of all identity and resource policies, with the address of the resource that has them. */
  statements(type: string, attribute = 'policy'): (Attributes & { readonly address: string })[] {
    return this.resources(type).flatMap(({ address, attributes }) =>
      (JSON.parse(String(attributes[attribute])).Statement as Attributes[]).map((statement) => ({
        ...statement,
        address,
      })),
    );
  }
}
