/** The place of a zone in its region: 0 for `sa-east-1a`. Addresses on this machine name their zone by it. */
export function zoneNumber(availabilityZone: string): number {
  return availabilityZone.charCodeAt(availabilityZone.length - 1) - 'a'.charCodeAt(0);
}
