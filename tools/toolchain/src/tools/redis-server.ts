import { ask, findProgram, type Machine } from '../machine.ts';
import { type Tool } from '../tool.ts';

const OLDEST_MAJOR_VERSION = 7;

/** Redis, built with TLS. */
export const redisServer: Tool<string> = {
  title: `redis-server >= ${OLDEST_MAJOR_VERSION} with TLS`,
  install: { apt: 'redis-server', brew: 'redis' },

  async find(machine) {
    const file = await findProgram(machine, 'redis-server');
    if (!file) return undefined;
    const version = /v=((\d+)\.\S+)/.exec(await ask(machine, file, '--version'));
    return Number(version?.[2]) >= OLDEST_MAJOR_VERSION && (await knowsTls(machine, file))
      ? { value: file, description: `${version?.[1]} at ${file}` }
      : undefined;
  },
};

/** Its version says nothing of TLS: it is asked for TLS and for nonsense, and complains of the first that it does not know. */
async function knowsTls(machine: Machine, file: string): Promise<boolean> {
  return (await ask(machine, file, '--tls-port', '0', '--port', 'nonsense')).includes('nonsense');
}
