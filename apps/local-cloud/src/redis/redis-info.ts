/** `INFO` as Redis answers it: `field:value` lines below `# section` headings. */
export type RedisInfo = ReadonlyMap<string, string>;

export function parseInfo(text: string): RedisInfo {
  return new Map(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return line.startsWith('#') || colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );
}

/** A number of `INFO`, 0 where the field is absent. */
export function infoNumber(info: RedisInfo, field: string): number {
  return Number(info.get(field) ?? 0);
}

/** A value of a field such as `cmdstat_get:calls=3,usec=12` or `db0:keys=2,expires=1`. */
export function infoPart(info: RedisInfo, field: string, part: string): number {
  const found = new RegExp(`(?:^|,)${part}=(\\d+)`).exec(info.get(field) ?? '');
  return Number(found?.[1] ?? 0);
}

/** Seconds since a primary last heard of the replica at that address; undefined when it has no such replica. */
export function replicaLagSeconds(primary: RedisInfo, address: string): number | undefined {
  const count = infoNumber(primary, 'connected_slaves');
  const fields = Array.from({ length: count }, (_, index) => `slave${index}`);
  const field = fields.find((name) => primary.get(name)?.startsWith(`ip=${address},`));
  return field === undefined ? undefined : infoPart(primary, field, 'lag');
}

/** How much of the replication stream a node has: the replica with most of it loses least when it is promoted. */
export function replicationOffset(info: RedisInfo): number {
  return info.get('role') === 'slave'
    ? infoNumber(info, 'slave_repl_offset')
    : infoNumber(info, 'master_repl_offset');
}
