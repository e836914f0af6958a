import { ask, findProgram } from '../machine.ts';
import { type Tool } from '../tool.ts';

/** HAProxy, which every distribution builds with TLS. */
export const haproxy: Tool<string> = {
  title: 'HAProxy',
  install: { apt: 'haproxy', brew: 'haproxy' },

  async find(machine) {
    const file = await findProgram(machine, 'haproxy');
    const version = file && /version (\d+\.\d+\.\d+)/i.exec(await ask(machine, file, '-v'))?.[1];
    return version ? { value: file, description: `${version} at ${file}` } : undefined;
  },
};
