/** What the daemon runs besides Node. */
export const neededTools = ['python', 'redisServer', 'haproxy'] as const;
