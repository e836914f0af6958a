import type { PartContext } from '../types.ts';

/** Of a part that starts no process and needs no certificate. */
export const idleContext: PartContext = {
  folders: { workspace: '', state: '', logs: '', sockets: '' },
  processes: {
    start: () => {
      throw new Error('starts nothing');
    },
  },
  certificates: { caFile: '', issue: () => Promise.reject(new Error('issues nothing')) },
  log: () => undefined,
};
