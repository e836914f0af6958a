import { execa } from 'execa';

/** The commit that is worked on; `unknown` outside of a git work tree. */
export async function currentCommit(workspace: string): Promise<string> {
  const { exitCode, stdout } = await execa('git', ['rev-parse', 'HEAD'], { cwd: workspace, reject: false });
  return exitCode === 0 ? stdout : 'unknown';
}
