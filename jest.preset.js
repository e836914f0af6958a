const { mkdirSync } = require('node:fs');
const { join } = require('node:path');

// Jest writes its results into a folder only where there is one (nx.json, target default `test`).
mkdirSync('test-results/tmp', { recursive: true });

// CDKTF leaves a temporary folder for every app that a test makes: they go where the next run clears them.
process.env.TMPDIR = join(process.cwd(), 'test-results/tmp');

// The AWS SDK would announce in every run that it will leave Node 20, on which CDKTF's CLI runs.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const typescript = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

// Published as ES modules only, which Jest on Node 20 cannot require: SWC turns them into CommonJS as well.
const esModules = [
  '@observablehq/[^/]+',
  '@sec-ant/[^/]+',
  '@sindresorhus/[^/]+',
  'd3(-[^/]+)?',
  'delaunator',
  'execa',
  'figures',
  'get-port',
  'get-stream',
  'human-signals',
  'internmap',
  'interval-tree-1d',
  'is-network-error',
  'is-plain-obj',
  'is-stream',
  'is-unicode-supported',
  'isoformat',
  'jose',
  'listr2',
  'npm-run-path',
  'p-retry',
  'parse-ms',
  'path-key',
  'pretty-ms',
  'robust-predicates',
  'strip-final-newline',
  'unicorn-magic',
  'yoctocolors',
];

/** Jest settings of every project: TypeScript by SWC, workspace packages from their source. */
module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: {
    customExportConditions: ['@edutechbr/source', 'node', 'require', 'default'],
    // Jest would make traps of what a test file has put into objects that outlive it, such as signal-exit's on `process`: the
    // next file that writes there ends in "Maximum call stack size exceeded" (jest issue 16443).
    globalsCleanup: 'off',
  },
  // Some tests start programs, and a machine may be busy: how fast it is says nothing about what is tested.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: { '^.+\\.[cm]?[jt]s$': typescript },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  moduleNameMapper: { '^unicorn-magic$': join(__dirname, 'node_modules/unicorn-magic/node.js') },
};
