module.exports = { preset: '../../jest.preset.js', displayName: 'lms-infra' };
