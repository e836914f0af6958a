/**
 * What only the customer knows of the account, beside what the stages say (`apps/lms-infra/src/stages`). The owner
 * `example-org` is a placeholder, which a deploy to AWS refuses.
 */
export const account = {
  /** The repository on GitHub whose workflows deploy. */
  githubRepository: 'example-org/edutechbr-lms',
  /** The deployments of each stage that its roles are for; `*` stands for any rest of a suffix. */
  suffixes: {
    preview: ['preview', 'preview-*', 'pr-*'],
    production: ['main'],
  },
};
