/** Each task gets a loopback address of its own, as awsvpc gives it a network interface: 127.10.<zone>.<number>. */
export class Addresses {
  private readonly zones: readonly string[];
  private readonly last = new Map<string, number>();
  private readonly used = new Set<string>();

  constructor(zones: readonly string[]) {
    this.zones = zones;
  }

  /** Counts on instead of reusing the lowest, so that a late packet for an ended task reaches nobody. */
  take(zone: string): string {
    const index = this.zones.indexOf(zone);
    if (index < 0) throw new Error(`zone must be one of ${this.zones.join(', ')}, got ${zone}`);
    for (let tried = 0; tried < 254; tried++) {
      const number = ((this.last.get(zone) ?? 0) % 254) + 1;
      this.last.set(zone, number);
      const address = `127.10.${index}.${number}`;
      if (this.used.has(address)) continue;
      this.used.add(address);
      return address;
    }
    throw new Error(`no address is left in ${zone}`);
  }

  release(address: string): void {
    this.used.delete(address);
  }
}
