import { z } from 'zod';

/** Attributes of a resource, as Terraform reads them. */
export type Attributes = Record<string, unknown>;

const named = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));
const stackSchema = z.looseObject({ resource: named, data: named.optional() });

/** A synthesized stack (`cdk.tf.json`), to be broken in one way. */
export class StackJson {
  private json: z.infer<typeof stackSchema>;

  constructor(text: string) {
    this.json = stackSchema.parse(JSON.parse(text));
  }

  get text(): string {
    return `${JSON.stringify(this.json, null, 2)}\n`;
  }

  /**
   * The only resource of a type whose construct id contains `part`.
   *
   * @throws Error when there is none or more than one: then the stack has changed, and the sabotage has to follow.
   */
  resource(type: string, part = ''): Attributes {
    return this.only(this.json.resource, type, part)[1];
  }

  /** Like `resource`, of something that is looked up. */
  lookup(type: string, part = ''): Attributes {
    return this.only(this.json.data ?? {}, type, part)[1];
  }

  /** The definition of the only container in the only task definition, changed. */
  changeContainer(change: (container: Attributes) => void): void {
    const definition = this.resource('aws_ecs_task_definition');
    const containers: Attributes[] = JSON.parse(String(definition['container_definitions']));
    containers.forEach(change);
    definition['container_definitions'] = JSON.stringify(containers);
  }

  /** Adds a resource; its construct id says where it comes from. */
  add(type: string, id: string, attributes: Attributes): void {
    this.json.resource[type] = { ...this.json.resource[type], [id]: attributes };
  }

  /** Where other resources refer to the only resource of a type: `aws_lb.load-balancer_30A23327`. */
  address(type: string, part = ''): string {
    return `${type}.${this.only(this.json.resource, type, part)[0]}`;
  }

  /**
   * Takes away all resources of a type whose construct id contains `part`, and that others depend on them.
   *
   * @param literals what takes the place of references to their attributes @default - nothing refers to them
   * @throws Error when there is none.
   */
  remove(type: string, part = '', literals: Readonly<Record<string, string>> = {}): void {
    const ids = Object.keys(this.json.resource[type] ?? {}).filter((id) => id.includes(part));
    if (ids.length === 0) throw new Error(`the stack has no ${type} with ${part} in its id`);
    const left = Object.entries(this.json.resource[type] ?? {}).filter(([id]) => !ids.includes(id));
    const others = Object.entries(this.json.resource).filter(([each]) => each !== type);
    const kept = left.length > 0 ? [...others, [type, Object.fromEntries(left)] as const] : others;
    this.json.resource = Object.fromEntries(kept);
    for (const id of ids) this.forget(`${type}.${id}`);
    for (const [attribute, value] of Object.entries(literals))
      for (const id of ids) this.replace(`\${${type}.${id}.${attribute}}`, value);
  }

  private replace(reference: string, literal: string): void {
    this.json = stackSchema.parse(JSON.parse(this.text.replaceAll(reference, literal)));
  }

  private forget(address: string): void {
    for (const resources of Object.values(this.json.resource))
      for (const attributes of Object.values(resources))
        if (Array.isArray(attributes['depends_on']))
          attributes['depends_on'] = attributes['depends_on'].filter((dependency) => dependency !== address);
  }

  private only(all: z.infer<typeof named>, type: string, part: string): [string, Attributes] {
    const [found, ...others] = Object.entries(all[type] ?? {}).filter(([id]) => id.includes(part));
    if (!found || others.length > 0)
      throw new Error(
        `expected one ${type} with ${part || 'anything'} in its id, found ${others.length + (found ? 1 : 0)}`,
      );
    return found;
  }
}
