import { childEnvironment } from '@edutechbr/cli';
import { execFileSync } from 'node:child_process';

/** Something that another user of this machine tries. */
export type Attempt =
  | { readonly read: string }
  | { readonly connect: { readonly path: string } }
  | {
      readonly connect: { readonly host: string; readonly port: number; readonly tls?: boolean };
      readonly send: string;
    };

/** Every system has it, and it owns nothing. */
const NOBODY = 65_534;

// Needs no file of the workspace, which that user may not be able to read.
const program = `
const net = require('node:net'), tls = require('node:tls'), fs = require('node:fs');
const attempts = JSON.parse(fs.readFileSync(0, 'utf8'));
const attempt = ({ read, connect, send = '' }) => new Promise((resolve) => {
  if (read) return fs.readFile(read, 'utf8', (error, text) => resolve(error ? error.code : text));
  const socket = connect.tls ? tls.connect({ ...connect, rejectUnauthorized: false }) : net.connect(connect);
  let said = '';
  socket.setTimeout(5000, () => socket.destroy());
  socket.on(connect.tls ? 'secureConnect' : 'connect', () => send ? socket.write(send, 'latin1') : resolve('connected'));
  socket.on('data', (data) => { said += data.toString('latin1'); socket.end(); });
  socket.on('error', (error) => resolve(error.code));
  socket.on('close', () => resolve(said));
});
Promise.all(attempts.map(attempt)).then((outcomes) => process.stdout.write(JSON.stringify(outcomes)));
`;

/** What comes of each attempt: the text that it gets, or the code of its error. Needs root. */
export function asNobody(attempts: readonly Attempt[]): string[] {
  const input = JSON.stringify(attempts);
  const outcomes = execFileSync(process.execPath, ['-e', program], {
    ...childEnvironment('system'),
    uid: NOBODY,
    gid: NOBODY,
    cwd: '/',
    input,
    encoding: 'utf8',
  });
  return JSON.parse(outcomes) as string[];
}
