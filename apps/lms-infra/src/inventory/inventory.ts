import { project } from '@edutechbr/foundation';
import { awsSettings } from '../aws.ts';
import type { Stage } from '../stage.ts';
import { isNameOf } from './deployment-name.ts';
import { findCompute } from './find-compute.ts';
import { findData } from './find-data.ts';
import { findNetwork } from './find-network.ts';
import { findObservability, logGroupType, tagsOfLogGroup } from './find-observability.ts';

/** Tags as AWS's answers have them, by key. */
export type Tags = Readonly<Record<string, string>>;

/** Something in AWS that carries a name. */
export interface NamedResource {
  /** Such as `ECS cluster`. */
  readonly type: string;
  /** Its name, or what contains it, such as an ARN. */
  readonly name: string;
  /** @default - AWS does not list them with the name */
  readonly tags?: Tags;
}

/** Asks the services of one area of AWS for all that they hold, whosever it is. */
export type FindResources = (settings: ReturnType<typeof awsSettings>) => Promise<NamedResource[]>;

/** What carries a deployment's name. */
export interface Inventory {
  /** The deployment's own, and what no tag calls another's: AWS makes log groups anew without tags. */
  readonly own: readonly NamedResource[];
  /** What the tags `project` and `stage` call another's. */
  readonly foreign: readonly NamedResource[];
}

const areas: readonly FindResources[] = [findNetwork, findData, findCompute, findObservability];

/** Everything in the stage's account and region that carries the deployment's name. */
export async function takeInventory(stage: Stage): Promise<Inventory> {
  const found = await Promise.all(areas.map((find) => find(awsSettings(stage))));
  const named = found.flat().filter(({ name }) => isNameOf(stage.environmentSuffix, name));
  return sortByOwner(stage, await Promise.all(named.map((resource) => withTags(stage, resource))));
}

/** Tells the deployment's resources from those that carry its name and belong to another stage or project. */
export function sortByOwner({ name }: Pick<Stage, 'name'>, named: readonly NamedResource[]): Inventory {
  const isOwn = ({ tags }: NamedResource) =>
    (tags?.['project'] ?? project) === project && (tags?.['stage'] ?? name) === name;
  return { own: named.filter(isOwn), foreign: named.filter((resource) => !isOwn(resource)) };
}

/** Log groups are what a destroy deletes by name. */
async function withTags(stage: Stage, resource: NamedResource): Promise<NamedResource> {
  if (resource.type !== logGroupType) return resource;
  return { ...resource, tags: await tagsOfLogGroup(stage, resource.name) };
}

/** For a message: `VPC vpc-production-main, log group …`. */
export const describeResources = (resources: readonly NamedResource[]) =>
  resources.map(({ type, name }) => `${type} ${name}`).join(', ');
