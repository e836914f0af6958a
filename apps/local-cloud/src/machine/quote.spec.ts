import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from '@edutechbr/cli';
import { quoteForHaproxy, quoteForRedis } from './quote.ts';

/** As a folder may be called, with what HAProxy and Redis read in their own ways. */
const name = `Área de 'Trabalho' "lms" #1 \\n $HOME %[x]`;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'quote-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const written = (text: string) => {
  const file = join(folder, 'configuration');
  writeFileSync(file, text);
  return file;
};

const where = (program: string) => (findOnPath(program) ? it : it.skip);

where('haproxy')('HAProxy reads the value that was quoted', () => {
  const file = written(`defaults
  mode http
  timeout client 1s
listen a
  bind 127.0.0.1:1 ssl crt ${quoteForHaproxy(join(folder, name))}
`);
  const { stderr } = spawnSync('haproxy', ['-c', '-f', file], { encoding: 'utf8' });
  expect(stderr).toContain(`unable to stat SSL certificate from file '${join(folder, name)}'`);
});

where('redis-server')('Redis reads the value that was quoted', () => {
  mkdirSync(join(folder, name));
  const file = written(`dir ${quoteForRedis(join(folder, name))}\nends-it here\n`);
  const { stdout, stderr } = spawnSync('redis-server', [file], { encoding: 'utf8', timeout: 5000 });
  expect(stdout + stderr).toContain('at line 2');
});

it.each([quoteForHaproxy, quoteForRedis])('a value of two lines is refused by name', (quote) => {
  expect(() => quote('/livez\nstats socket /tmp/open')).toThrow(
    String.raw`"/livez\nstats socket /tmp/open" cannot be in the configuration of`,
  );
});
