/** Whether a pattern of a policy matches: `*` stands for any characters, `?` for one. */
export function matchesWildcard(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(value);
}

/** Patterns of ARNs are compared part by part: a wildcard does not reach over a colon, but in the resource's own part. */
export function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)];
  return (
    patterns.length === parts.length && patterns.every((each, at) => matchesWildcard(each, parts[at] ?? ''))
  );
}

/** Partition, service, region, account, and the rest, which may hold colons itself. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
