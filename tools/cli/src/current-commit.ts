import { execa } from 'execa';
import { childEnvironment } from './child-environment.ts';

/** The commit that is worked on; `unknown` outside of a git work tree. */
export async function currentCommit(workspace: string): Promise<string> {
  const { exitCode, stdout } = await execa('git', ['rev-parse', 'HEAD'], {
    cwd: workspace,
    ...childEnvironment('system'),
    reject: false,
  });
  return exitCode === 0 ? stdout : 'unknown';
}
