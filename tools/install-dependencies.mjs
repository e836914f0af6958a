// Runs before `npm run demo`, `drills` and `test`, in the root of the workspace: refuses a Node that is too old, and installs what
// package-lock.json names unless it is there. Nothing is installed yet, so this does without any package.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

refuseOldNode(readJson('package.json').engines.node);
const missing = firstMissing();
if (missing) install(missing);

/** @param wanted such as `>=20.19` */
function refuseOldNode(wanted) {
  const [major, minor] = wanted.replace('>=', '').split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  fail(
    `Node ${major}.${minor} or newer is needed, this is ${process.version}; .nvmrc names the recommended one`,
  );
}

/** Whoever installed for production only, or was interrupted, has a node_modules that is newer than package-lock.json. */
function firstMissing() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(record)) return 'node_modules';
  const installed = readJson(record).packages;
  // Optional packages are for other machines, or could not be built on this one.
  const isThere = ([path, { version, optional }]) =>
    installed[path] ? installed[path].version === version && existsSync(path) : optional === true;
  const [path] =
    Object.entries(readJson('package-lock.json').packages).find(
      ([path, entry]) => path !== '' && !isThere([path, entry]),
    ) || [];
  return path;
}

function install(missing) {
  console.log(
    `Installing the dependencies that package-lock.json names (npm ci): ${missing} is missing or another version`,
  );
  // Programs that the local cloud runs as other users are among them.
  process.umask(0o022);
  // Under NODE_ENV=production npm would leave out what runs everything here.
  const options = ['--include=dev', '--no-audit', '--no-fund', ...cacheOption()];
  const { status, error } = spawnSync('npm', ['ci', ...options], { stdio: 'inherit' });
  if (error) fail(`npm ci cannot be run: ${error.message}`);
  if (status !== 0) fail('npm ci failed; see its message above');
}

/** npm's cache is in the home folder unless it is told another one. */
function cacheOption() {
  const cache = process.env.XDG_CACHE_HOME;
  return cache && !isWritable(homedir()) ? ['--cache', join(cache, 'npm')] : [];
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function fail(reason) {
  console.error(`exit 3: ${reason}`);
  process.exit(3);
}
