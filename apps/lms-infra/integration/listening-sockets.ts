import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { localCloudFile } from '../src/project-root.ts';

export interface ListeningSockets {
  /** `127.0.0.1:14566` */
  readonly tcp: readonly string[];
  /** Paths of Unix sockets. */
  readonly unix: readonly string[];
}

const LISTENING = '0A';
const ACCEPTS_CONNECTIONS = 0x10000;

/** At what the local cloud and all processes that it has started listen. */
export function listeningSockets(): ListeningSockets {
  const inodes = new Set(processesOfLocalCloud().flatMap(socketsOf));
  const isOurs = (inode: string | undefined) => inode !== undefined && inodes.has(inode);
  const tcp = [...linesOf('/proc/net/tcp'), ...linesOf('/proc/net/tcp6')]
    .filter(([, , , state, , , , , , inode]) => state === LISTENING && isOurs(inode))
    .map(([, address = '']) => readable(address));
  const unix = linesOf('/proc/net/unix')
    .filter(([, , , flags = '', , , inode]) => parseInt(flags, 16) & ACCEPTS_CONNECTIONS && isOurs(inode))
    .flatMap(([, , , , , , , path]) => path ?? []);
  return { tcp: [...new Set(tcp)], unix: [...new Set(unix)] };
}

function processesOfLocalCloud(): string[] {
  const status = JSON.parse(readFileSync(localCloudFile('status.json'), 'utf8')) as {
    daemon: { pid: number };
  };
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [pid, parentOf(pid)] as const),
  );
  const found = [String(status.daemon.pid)];
  for (const pid of found)
    found.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}

/** A process may end while it is looked at. */
function parentOf(pid: string): string | undefined {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function socketsOf(pid: string): string[] {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).flatMap((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1] ?? [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

const linesOf = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/));

/** `0100007F:38E6` as the kernel writes 127.0.0.1:14566; an IPv6 address stays as it is: none is expected. */
function readable(address: string): string {
  const [host = '', port = ''] = address.split(':');
  const bytes =
    host.length === 8 ? (host.match(/../g) ?? []).reverse().map((byte) => parseInt(byte, 16)) : [host];
  return `${bytes.join('.')}:${parseInt(port, 16)}`;
}
