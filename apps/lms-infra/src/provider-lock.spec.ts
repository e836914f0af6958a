import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stackNames, synthesize } from './app.ts';
import { loadStage } from './load-stage.ts';
import { providerLock } from './provider-lock.ts';

const projectRoot = mkdtempSync(join(tmpdir(), 'provider-lock-'));
afterAll(() => rmSync(projectRoot, { recursive: true }));

const lockOf = (stack: string) => join(projectRoot, 'cdktf.out/stacks', stack, '.terraform.lock.hcl');
const production = loadStage({ LMS_STAGE: 'production', ENVIRONMENT_SUFFIX: 'spec' });

it("an AWS stage does not meet the provider's lock of this machine's stage", () => {
  synthesize(production, projectRoot);
  writeFileSync(lockOf('cache'), 'provider 5.100.0');
  synthesize(production, projectRoot);
  expect(existsSync(lockOf('cache'))).toBe(false);
});

it('every stack of an AWS stage gets the lock that is committed, and none of this machine', () => {
  writeFileSync(providerLock(projectRoot), 'provider 6.25.0');
  synthesize(production, projectRoot);
  expect(stackNames.map((stack) => readFileSync(lockOf(stack), 'utf8'))).toEqual(
    stackNames.map(() => 'provider 6.25.0'),
  );
  writeFileSync(lockOf('cache'), 'provider 5.100.0');
  synthesize(loadStage({ ENVIRONMENT_SUFFIX: 'spec' }), projectRoot);
  expect(readFileSync(lockOf('cache'), 'utf8')).toBe('provider 5.100.0');
});
