import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialsFile, issueCredentials, readCredentials } from './aws-credentials.ts';

const state = mkdtempSync(join(tmpdir(), 'local-cloud-credentials-'));
afterAll(() => rmSync(state, { recursive: true }));

const file = credentialsFile(state);

it('writes a file that its owner alone can read, whatever was there and whatever the umask', () => {
  writeFileSync(file, 'of an earlier start', { mode: 0o666 });
  const umask = process.umask(0);
  try {
    issueCredentials(state);
  } finally {
    process.umask(umask);
  }
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
});

it('makes other credentials at each start, which are read in spite of profiles and keys of the user', async () => {
  const first = issueCredentials(state);
  const second = issueCredentials(state);
  expect(second).not.toEqual(first);
  const theirs = join(state, 'config');
  writeFileSync(theirs, '[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n');
  const environment = {
    AWS_PROFILE: 'nobody',
    AWS_CONFIG_FILE: theirs,
    AWS_SHARED_CREDENTIALS_FILE: theirs,
    AWS_ACCESS_KEY_ID: 'theirs',
    AWS_SECRET_ACCESS_KEY: 'theirs',
  };
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    await expect(readCredentials(state)()).resolves.toMatchObject(second);
  } finally {
    process.env = before;
  }
  expect(readFileSync(file, 'utf8')).toContain(second.secretAccessKey);
});
