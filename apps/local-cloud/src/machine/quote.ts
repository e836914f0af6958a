/** A value of HAProxy's configuration, in which nothing has a meaning of its own. */
export const quoteForHaproxy = (value: string): string =>
  `'${requireOneLine(value, 'HAProxy').replaceAll("'", String.raw`'\''`)}'`;

/** An argument in `redis.conf`. */
export const quoteForRedis = (value: string): string =>
  `"${requireOneLine(value, 'Redis').replaceAll(/["\\]/g, String.raw`\$&`)}"`;

/** @throws Error for a value that would begin a line of its own: nothing quotes that */
export function requireOneLine(value: string, program: string): string {
  if (/[\r\n\0]/.test(value))
    throw new Error(
      `${JSON.stringify(value)} cannot be in the configuration of ${program}: it has more than one line, or a NUL; remove that and deploy again`,
    );
  return value;
}
