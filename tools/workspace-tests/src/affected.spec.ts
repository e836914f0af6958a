import { WorkspaceCopy } from './testing/workspace.ts';

jest.setTimeout(120_000);

describe('what a change has deployed', () => {
  const workspace = new WorkspaceCopy();
  afterAll(() => workspace.remove());

  const affected = (...files: string[]) =>
    workspace
      .nx(['show', 'projects', '--affected', '-t', 'deploy', '--files', files.join(',')])
      .split('\n')
      .filter((line) => line !== '');

  it('is nothing for words', () => {
    expect(
      affected('docs/emulation.md', 'README.md', 'libs/cache/README.md', 'apps/lms-infra/README.md'),
    ).toEqual([]);
  });

  it('is nothing for a load test', () => {
    expect(affected('load-tests/src/k6/pacing.ts')).toEqual([]);
  });

  it('is the infrastructure for a library', () => {
    expect(affected('libs/cache/src/session-cache.ts')).toEqual(['lms-infra']);
  });
});
