import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitError } from './exit-error.ts';

/** HAProxy's limit; the kernel's is 107. */
const BYTES_OF_A_SOCKET_PATH = 97;

/** Room for what follows the folder, such as `/load-balancer/requests.sock`. */
const BYTES_OF_A_NAME = 32;

/**
 * Where the sockets of a workspace's local cloud may be, the best place first: their paths are bounded, and that of the
 * workspace is not.
 */
export function socketsFolders(workspace: string, env: NodeJS.ProcessEnv = process.env): string[] {
  const hash = createHash('sha256').update(workspace).digest('hex').slice(0, 12);
  const name = `edutechbr-lms-${process.getuid?.()}-${hash}`;
  const runtime = env['XDG_RUNTIME_DIR'];
  // Root's own is shut to the users that root starts processes as.
  const isUsable = runtime && isOurs(runtime) && process.getuid?.() !== 0;
  const parents = [...(isUsable ? [runtime] : []), env['TMPDIR'] ?? tmpdir(), '/tmp'];
  return [...new Set(parents)].map((parent) => join(parent, name)).filter((folder) => !whyUnusable(folder));
}

/**
 * Makes a folder through which others may pass to what is their own, and see nothing else, unless it is there.
 *
 * @throws ExitError 3 when sockets cannot be in it, or somebody else has made it
 */
export function makeSocketsFolder(folder: string): void {
  const reason = whyUnusable(folder) ?? whyNotMade(folder);
  if (reason === undefined) return;
  throw new ExitError(
    'missingTool',
    `${folder} cannot hold the local cloud's sockets: ${reason}; ` +
      'remove it, or set XDG_RUNTIME_DIR or TMPDIR to another folder, and start again',
  );
}

/** What somebody else has made there stays. */
export function removeSocketsFolder(folder: string): void {
  if (isOurs(folder)) rmSync(folder, { recursive: true, force: true });
}

function whyUnusable(folder: string): string | undefined {
  const bytes = Buffer.byteLength(folder) + BYTES_OF_A_NAME;
  if (bytes > BYTES_OF_A_SOCKET_PATH)
    return `their paths would have ${bytes} bytes, HAProxy takes ${BYTES_OF_A_SOCKET_PATH}`;
  // HAProxy reads these in an address even where they are quoted.
  if (/[,$\p{Cc}]/u.test(folder)) return 'its path has a comma, a dollar sign or a control character';
  return folder.startsWith('/') ? undefined : 'its path is not absolute';
}

function whyNotMade(folder: string): string | undefined {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const exists = lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
    if (!exists) return String(error);
    if (!isOurs(folder)) return 'somebody else has made it, or others may change it';
  }
  chmodSync(folder, 0o711);
  return undefined;
}

/** Nobody else may put anything in it. A link is not ours: whoever made it may point it elsewhere later. */
function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return (
    stats !== undefined &&
    stats.isDirectory() &&
    stats.uid === process.getuid?.() &&
    (stats.mode & 0o022) === 0
  );
}
