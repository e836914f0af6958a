import { deployedNetworks, findSameAddresses } from '../../neighbours.ts';
import { describeResources, takeInventory } from '../../inventory/inventory.ts';
import { onlyIf, type Check } from '../check.ts';

/** Whether the deployment would take what is another's in the same account and region. */
export const names: Check = {
  name: 'names and addresses',
  find: async (stage) => {
    const [{ foreign }, networks] = await Promise.all([takeInventory(stage), deployedNetworks(stage)]);
    return [
      ...onlyIf(foreign.length > 0, () => ({
        problem: `the suffix ${stage.environmentSuffix} is taken: ${describeResources(foreign)} carries its name, but the tags of another stage or project`,
        mend: 'choose another ENVIRONMENT_SUFFIX',
      })),
      ...findSameAddresses(stage, networks),
    ];
  },
};
