const { transformIgnorePatterns } = require('../jest.preset.js');

// linkedom's own dependencies, which are ES modules like those that the preset lists.
const esModules = [
  'boolbase',
  'cssomnom',
  'css-select',
  'css-what',
  'dom-serializer',
  'domelementtype',
  'domhandler',
  'domutils',
  'entities',
  'htmlparser2',
  'nth-check',
  'uhyphen',
];

module.exports = {
  preset: '../jest.preset.js',
  displayName: 'load-tests',
  transformIgnorePatterns: transformIgnorePatterns.map((pattern) =>
    pattern.replace('(?!(', `(?!(${esModules.join('|')}|`),
  ),
};
