import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ListeningProcess {
  readonly pid: number;
  /** Its whole command line. */
  readonly command: string;
}

/** The state of a listening socket in `/proc/net/tcp`. */
const LISTEN = '0A';

/** @returns the process that listens at a TCP port, at whichever address; undefined when it is another user's */
export function findListeningProcess(port: number): ListeningProcess | undefined {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listeningInodes(read(file), port));
  for (const pid of inodes.length === 0 ? [] : processIds())
    if (socketsOf(pid).some((inode) => inodes.includes(inode)))
      return { pid, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() };
  return undefined;
}

/** Inodes of the sockets that listen at a port, in the words of `/proc/net/tcp`. */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === LISTEN && local.endsWith(suffix) && inode !== undefined ? [inode] : [];
  });
}

/** The workspace whose local cloud a command line belongs to, if it does. */
export function workspaceOf(command: string): string | undefined {
  return /(?:^|[\s=])(\/\S*?)\/(?:\.local-cloud|apps\/local-cloud|apps\/reference-lms)\//.exec(command)?.[1];
}

function processIds(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => socketInode(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

function socketInode(link: string): string[] {
  try {
    const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1];
    return inode === undefined ? [] : [inode];
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
