import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeSocketsFolder, socketsFolders } from '@edutechbr/cli';
import { makeFolders } from './folders.ts';
import { localUser } from './local-users.ts';
import { createProcesses } from './processes.ts';
import { canMount, planView, type VisiblePath } from './visible-paths.ts';

const closed =
  (...folders: string[]) =>
  (folder: string) =>
    folders.includes(folder);

it('covers the workspace, and nothing else where all may enter', () => {
  const node = { path: '/usr/bin/node' };
  const dist = { path: '/srv/lms/dist' };
  expect(planView([node, dist], '/srv/lms', closed())).toEqual({
    covers: [{ folder: '/srv/lms', visible: [dist] }],
    plain: [node],
  });
});

it('covers the outermost folder that keeps others out', () => {
  const node = { path: '/root/.nvm/bin/node' };
  const dist = { path: '/root/git/lms/dist' };
  expect(planView([node, dist], '/root/git/lms', closed('/root', '/root/git'))).toEqual({
    covers: [{ folder: '/root', visible: [node, dist] }],
    plain: [],
  });
});

it('covers each folder that keeps others out', () => {
  const node = { path: '/home/ana/.nvm/node' };
  const { covers } = planView([node], '/root/lms', closed('/root', '/home/ana'));
  expect(covers).toEqual([
    { folder: '/root', visible: [] },
    { folder: '/home/ana', visible: [node] },
  ]);
});

const whereMountable = canMount() ? describe : describe.skip;

whereMountable('a process below folders that keep its user out', () => {
  let home: string;
  let workspace: string;
  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), "visible paths' ")));
    workspace = join(home, 'lms');
    for (const folder of ['tools', 'lms/own', 'lms/public'])
      mkdirSync(join(home, folder), { recursive: true });
    for (const file of ['tools/program', 'lms/secret', 'lms/public/page'])
      writeFileSync(join(home, file), `the ${file}`);
    chmodSync(join(home, 'lms/own'), 0o777);
    chmodSync(home, 0o700);
  });
  afterEach(() => rmSync(home, { recursive: true }));

  /** @returns what it says, stdout and stderr */
  async function run(script: string, visible: readonly VisiblePath[] = []): Promise<string> {
    const state = join(workspace, '.local-cloud');
    const [sockets = ''] = socketsFolders(workspace);
    const folders = { workspace, state, logs: join(state, 'logs'), sockets };
    makeFolders(folders);
    removeSocketsFolder(sockets);
    const lines: string[] = [];
    await createProcesses(folders).start({
      name: 'shell',
      command: 'sh',
      args: ['-c', script],
      cwd: join(workspace, 'own'),
      user: localUser('task'),
      visible: [{ path: join(workspace, 'own'), writable: true }, ...visible],
      onLine: (line) => lines.push(line),
    }).exited;
    return lines.join('\n');
  }

  it('reads what it is to see, a file or a folder, where it is', async () => {
    const visible = [{ path: join(workspace, 'public') }, { path: join(home, 'tools/program') }];
    expect(await run('cat ../public/page ../../tools/program', visible)).toBe(
      'the lms/public/pagethe tools/program',
    );
  });

  it('sees nothing else there', async () => {
    expect(await run('ls -A ..; ls -A ../..')).toBe('own\nlms');
  });

  it('changes only what is its own', async () => {
    chmodSync(join(workspace, 'public'), 0o777);
    const said = await run('touch file; touch ../public/file', [{ path: join(workspace, 'public') }]);
    expect(said).toMatch(/^touch: .*public\/file.*Read-only file system$/);
    expect(existsSync(join(workspace, 'own/file'))).toBe(true);
  });

  it('sees another file in the place of one', async () => {
    const from = join(home, 'tools/program');
    expect(await run('cat /etc/passwd', [{ path: '/etc/passwd', from }])).toBe('the tools/program');
  });
});
