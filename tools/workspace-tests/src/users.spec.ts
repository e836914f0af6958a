import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './testing/run.ts';
import { workspaceRoot } from './testing/workspace.ts';

const closedFolder = join(__dirname, 'testing/closed-folder.sh');

const node = ['node', '--conditions=@edutechbr/source', '--import', 'tsx'];
const localCloud = [...node, 'apps/local-cloud/src/cli.ts'].join(' ');
const toolchain = [...node.slice(1), 'tools/toolchain/src/cli.ts', 'python', 'redisServer', 'haproxy'];

/** Whether this test may mount and have a network of its own: CI and our own machines are root. */
const mayMount = (): boolean => {
  try {
    run('unshare', ['--mount', '--net', 'sh', '-c', 'ip link set lo up && mount -t tmpfs tmpfs /tmp'], {
      cwd: workspaceRoot,
    });
    return true;
  } catch {
    return false;
  }
};

(mayMount() ? it : it.skip)(
  'starts as root where folders and modes keep all other users out, and runs PostgreSQL as a user without a name',
  () => {
    // The network that it gets has no way to where tools come from.
    run('node', toolchain, { cwd: workspaceRoot });
    const folder = mkdtempSync(join(tmpdir(), 'closed-folder-'));
    const postgres = 'ps -o user= -p $(head -1 .local-cloud/database/data/postmaster.pid)';
    const script = `${localCloud} start && ${localCloud} status && ${postgres} && ${localCloud} stop && ls -A`;
    const said = run(
      'unshare',
      ['--mount', '--net', 'sh', closedFolder, workspaceRoot, folder, 'sh', '-c', script],
      { cwd: workspaceRoot, env: { NX_DAEMON: 'false', NX_TUI: 'false' } },
    );
    rmdirSync(folder);
    expect(said).toContain('database: lms at 127.13.0.1:');
    expect(said).toMatch(/^61\d{3}$/m);
    expect(said).not.toMatch(/^\.local-cloud$/m);
  },
  400_000,
);
