import { ask, type Machine } from '../machine.ts';
import { onPath } from '../programs.ts';
import { type Tool } from '../tool.ts';

const OLDEST_VERSION = '7.0.0';

/** Redis, built with TLS. */
export const redisServer: Tool<string> = {
  title: `redis-server >= ${OLDEST_VERSION} with TLS`,
  sources: {
    system: {
      ...onPath({
        name: 'redis-server',
        versions: `>=${OLDEST_VERSION}`,
        async version(machine, file) {
          const version = /v=(\d+\.\d+\.\d+)/.exec(await ask(machine, file, '--version'))?.[1];
          return (await knowsTls(machine, file)) ? version : undefined;
        },
      }),
      description: `on the PATH, ${OLDEST_VERSION} or newer with TLS, else by apt or brew`,
      install: { apt: 'redis-server', brew: 'redis' },
    },
  },
  advice: 'Put a newer one on the PATH, built with: make BUILD_TLS=yes',
};

/** Its version says nothing of TLS: it is asked for TLS and for nonsense, and complains of the first that it does not know. */
async function knowsTls(machine: Machine, file: string): Promise<boolean> {
  return (await ask(machine, file, '--tls-port', '0', '--port', 'nonsense')).includes('nonsense');
}
