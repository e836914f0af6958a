import { ConfigurationError } from '@edutechbr/foundation';

/** An availability zone. */
export interface Zone {
  /** For example `sa-east-1a`. */
  readonly name: string;
  /** The part of the name that tells zones of a region apart, for example `a`. */
  readonly letter: string;
}

const minZones = 2;
/** No region has more. The address plan (`subnetCidrBlock`) has room for the letters a to h. */
const maxZones = 6;

/** @throws ConfigurationError unless there are 2 to 6 different zones, all of them in the region. */
export function validateAvailabilityZones(region: string, availabilityZones: readonly string[]): void {
  const inRegion = new RegExp(`^${region}[a-h]$`);
  const foreign = availabilityZones.filter((name) => !inRegion.test(name));
  if (foreign.length > 0) {
    throw new ConfigurationError('availabilityZones', `must be zones of ${region}`, foreign);
  }
  if (new Set(availabilityZones).size !== availabilityZones.length) {
    throw new ConfigurationError('availabilityZones', 'must be different', availabilityZones);
  }
  if (availabilityZones.length < minZones || availabilityZones.length > maxZones) {
    throw new ConfigurationError(
      'availabilityZones',
      `must be ${minZones} to ${maxZones} zones`,
      availabilityZones,
    );
  }
}

/** The zones of a region by their names, which are right. */
export function zonesOf(region: string, availabilityZones: readonly string[]): Zone[] {
  return availabilityZones.map((name) => ({ name, letter: name.slice(region.length) }));
}
