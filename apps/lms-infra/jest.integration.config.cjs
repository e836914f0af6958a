/** The checks of a deployed stage: `nx run lms-infra:integration`. */
module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'lms-infra integration',
  testMatch: ['<rootDir>/integration/**/*.spec.ts'],
};
