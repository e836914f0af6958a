module.exports = {
  preset: '../../jest.preset.js',
  displayName: 'workspace-tests',
  // Copies of this workspace, which an interrupted run may have left.
  modulePathIgnorePatterns: ['<rootDir>/test-results'],
};
