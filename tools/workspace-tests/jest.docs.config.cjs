const unit = require('./jest.config.cjs');

/** What the documents say: `nx run workspace-tests:test-docs`. */
module.exports = {
  ...unit,
  displayName: 'workspace-tests docs',
  testMatch: ['<rootDir>/docs/**/*.spec.ts'],
};
