const preset = require('../jest.preset.js');

/** The assertions against a deployed stage; the unit tests have a configuration of their own. */
module.exports = {
  ...preset,
  displayName: 'assertions',
  testMatch: ['<rootDir>/src/assertions/**/*.assertions.ts'],
  // A service may need minutes to be stable after the load.
  testTimeout: 10 * 60 * 1000,
};
