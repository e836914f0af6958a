import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * Which project may import which, one way only: a slice knows what it needs, the app composes the slices, and load tests know a stage
 * by its outputs. `sourceTag` sees only `onlyDependOnLibsWithTags`.
 */
const dependencyConstraints = Object.entries({
  foundation: [],
  network: ['foundation'],
  cache: ['foundation', 'network'],
  storage: ['foundation', 'network'],
  service: ['foundation', 'network'],
  'lms-infra': ['foundation', 'network', 'cache', 'storage', 'service', 'cli', 'toolchain'],
  bootstrap: ['foundation', 'lms-infra', 'cli', 'toolchain'],
  'local-cloud': ['lms-infra', 'cli', 'toolchain'],
  'load-tests': ['cli', 'toolchain'],
  'reference-lms': [],
  cli: [],
  toolchain: ['cli'],
  commands: ['cli', 'toolchain'],
  sabotage: ['cli', 'commands', 'lms-infra'],
  'workspace-tests': ['cli', 'toolchain'],
}).map(([project, mayImport]) => ({
  sourceTag: `scope:${project}`,
  onlyDependOnLibsWithTags: [project, ...mayImport].map((name) => `scope:${name}`),
}));

/** A program that is started without an environment of its own gets all that its user has set. */
const inheritedEnvironment = {
  selector: [
    'CallExpression[callee.name=/^(execa|execaSync|spawn|spawnSync|execFile|execFileSync|fork)$/]',
    ':not(:has(CallExpression[callee.name="childEnvironment"], Property[key.name="env"]))',
  ].join(''),
  message: 'Give it its environment: childEnvironment of @edutechbr/cli says which variables pass.',
};

export default [
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/cdktf.out',
      '**/test-results',
      'load-tests/results',
      '**/*.config.{js,cjs}',
      'jest.preset.js',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...nx.configs['flat/base'],
  {
    files: ['**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: dependencyConstraints, enforceBuildableLibDependency: true },
      ],
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-lines': ['error', { max: 280, skipBlankLines: true }],
      'no-restricted-syntax': ['error', inheritedEnvironment],
      'no-restricted-imports': [
        'error',
        {
          paths: ['@cdktf/provider-aws', '@cdktf/provider-aws/lib'].map((name) => ({
            name,
            message: 'Import from @cdktf/provider-aws/lib/SERVICE: the barrel costs seconds.',
          })),
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  prettier,
];
