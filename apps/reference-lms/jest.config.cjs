module.exports = { preset: '../../jest.preset.js', displayName: 'reference-lms' };
