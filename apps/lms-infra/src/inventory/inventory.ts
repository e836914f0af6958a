import { environment } from '@edutechbr/foundation';
import { awsSettings } from '../aws.ts';
import type { Stage } from '../stage.ts';
import { findCompute } from './find-compute.ts';
import { findData } from './find-data.ts';
import { findNetwork } from './find-network.ts';
import { findObservability } from './find-observability.ts';

/** Something in AWS that carries a name. */
export interface NamedResource {
  /** Such as `ECS cluster`. */
  readonly type: string;
  /** Its name, or what contains it, such as an ARN. */
  readonly name: string;
}

/** Asks the services of one area of AWS for all that they hold, whosever it is. */
export type FindResources = (settings: ReturnType<typeof awsSettings>) => Promise<NamedResource[]>;

const areas: readonly FindResources[] = [findNetwork, findData, findCompute, findObservability];

/** Everything in the stage's account and region whose name says that it belongs to this deployment. */
export async function takeInventory(stage: Stage): Promise<NamedResource[]> {
  const found = await Promise.all(areas.map((find) => find(awsSettings(stage))));
  const belongs = nameOfDeployment(stage.environmentSuffix);
  return found.flat().filter(({ name }) => belongs.test(name));
}

/** Matches names and ARNs of one deployment, and not those of another whose suffix begins or ends alike. */
export function nameOfDeployment(environmentSuffix: string): RegExp {
  return new RegExp(`(^|[-/:])${environment}-${environmentSuffix}($|[/:])`);
}
