import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run } from './run.ts';

/** The root of the workspace that these tests are part of. */
export const workspaceRoot = join(__dirname, '../../../..');

/** Folders: `node_modules` anywhere, `load-tests/results` there only. */
const ignored = readFileSync(join(workspaceRoot, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line.endsWith('/'))
  .map((line) => line.slice(0, -1));

/**
 * A copy of the workspace, with a cache of its own: whatever a test writes or synthesizes in it reaches neither the
 * workspace nor a deployment that is under way there.
 */
export class WorkspaceCopy {
  /** With a space and an accent, as a desk has them: what is tested works there, too. */
  readonly root = mkdtempSync(join(tmpdir(), 'Área de Trabalho-'));

  constructor() {
    const files = sourceFiles();
    for (const file of files) {
      const to = join(this.root, file);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(workspaceRoot, file), to);
    }
    this.linkPackages(files.filter((file) => basename(file) === 'package.json').map(dirname));
  }

  /** Runs Nx, without a daemon. @returns what it prints */
  nx(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
    const nxEnv = { NX_DAEMON: 'false', NX_TUI: 'false', ...env };
    return run(join(this.root, 'node_modules/.bin/nx'), args, { cwd: this.root, env: nxEnv });
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  /** Links the installed packages, except the workspace's own: those are the copy's. */
  private linkPackages(projects: readonly string[]): void {
    for (const folder of projects.map((project) => join(project, 'node_modules'))) {
      if (!existsSync(join(workspaceRoot, folder))) continue;
      mkdirSync(join(this.root, folder));
      for (const name of readdirSync(join(workspaceRoot, folder))) {
        const installed = join(workspaceRoot, folder, name);
        const copied = join(this.root, folder, name);
        if (name === '@edutechbr') cpSync(installed, copied, { recursive: true, verbatimSymlinks: true });
        else symlinkSync(installed, copied);
      }
    }
  }
}

/** Everything but what `.gitignore` names, relative to the workspace's root. An archive has no git to ask. */
function sourceFiles(folder = ''): string[] {
  return readdirSync(join(workspaceRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return path;
    return entry.isDirectory() && !isIgnored(path) ? sourceFiles(path) : [];
  });
}

function isIgnored(folder: string): boolean {
  return basename(folder) === '.git' || ignored.some((name) => folder === name || basename(folder) === name);
}
