/** Applies and destroys the bootstrap on the local stage: `nx run bootstrap:integration`. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'bootstrap integration',
  testMatch: ['<rootDir>/integration/**/*.spec.ts'],
};
