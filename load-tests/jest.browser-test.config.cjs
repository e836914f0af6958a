const unit = require('./jest.config.cjs');

/** The report in a real browser: `nx run load-tests:browser-test`. */
module.exports = {
  ...unit,
  displayName: 'load-tests browser-test',
  testMatch: ['<rootDir>/browser-test/**/*.spec.ts'],
  testTimeout: 60_000,
};
