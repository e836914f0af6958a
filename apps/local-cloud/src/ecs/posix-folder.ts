import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';

/** Who a process acts as on a file system. */
export interface PosixUser {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** Owner and mode that EFS gives a directory when it makes it. */
export interface PosixOwner {
  readonly uid: number;
  readonly gid: number;
  /** Permission bits, e.g. `0o750`. */
  readonly mode: number;
}

/** The root directory of a new file system (EFS user guide, "Working with users, groups, and permissions"). */
const rootOwner: PosixOwner = { uid: 0, gid: 0, mode: 0o755 };

const isRoot = process.getuid?.() === 0;

/**
 * What a user may do with a directory: 4 to list, 2 to change, 1 to enter, as in a mode's last three bits. The first
 * class that fits decides: owner, group, others.
 */
export function rightsOf(user: PosixUser, { uid, gid, mode }: PosixOwner): number {
  if (user.uid === 0) return 7;
  if (user.uid === uid) return (mode >> 6) & 7;
  return [user.gid, ...user.groups].includes(gid) ? (mode >> 3) & 7 : mode & 7;
}

/** Lets us remove what `PosixFolder` has made: a folder that its owner may not enter cannot be emptied. */
export function unlockFolders(stateFolder: string): void {
  const base = resolve(stateFolder, 'efs');
  if (isRoot || !existsSync(base)) return;
  for (const fileSystemId of readdirSync(base)) new PosixFolder(stateFolder, fileSystemId).unlock();
}

/** The folder that stands for a file system, with the owners of what EFS has made in it. */
export class PosixFolder {
  private readonly base: string;

  constructor(stateFolder: string, fileSystemId: string) {
    this.base = resolve(stateFolder, 'efs', fileSystemId);
    if (!existsSync(this.path('/'))) this.make('/', rootOwner);
  }

  /** The local folder of a directory of the file system. */
  path(directory: string): string {
    return resolve(this.base, 'root', `./${directory}`);
  }

  /**
   * Makes the directory unless it is there; an existing one keeps its owner.
   *
   * @returns false when it is not there and nothing says who should own it
   */
  provide(directory: string, owner: PosixOwner | undefined): boolean {
    if (existsSync(this.path(directory))) return true;
    if (!owner) return false;
    this.make(directory, owner);
    return true;
  }

  /**
   * Without root every task is the daemon's own user. Then the directory itself says, in its owner's bits, what the
   * user of the task that mounts it may do; it holds for all that mount it.
   */
  restrict(directory: string, user: PosixUser, readOnly: boolean): void {
    if (isRoot) return;
    const owner = this.owners()[directory];
    if (owner) chmodSync(this.path(directory), (rightsOf(user, owner) & (readOnly ? 5 : 7)) << 6);
  }

  unlock(): void {
    for (const directory of Object.keys(this.owners())) chmodSync(this.path(directory), 0o700);
  }

  private make(directory: string, owner: PosixOwner): void {
    const folder = this.path(directory);
    mkdirSync(folder, { recursive: true });
    writeFileSync(this.ownersFile, JSON.stringify({ ...this.owners(), [directory]: owner }));
    if (!isRoot) return;
    chownSync(folder, owner.uid, owner.gid);
    chmodSync(folder, owner.mode);
  }

  private owners(): Readonly<Record<string, PosixOwner>> {
    return existsSync(this.ownersFile) ? JSON.parse(readFileSync(this.ownersFile, 'utf8')) : {};
  }

  private get ownersFile(): string {
    return resolve(this.base, 'owners.json');
  }
}
