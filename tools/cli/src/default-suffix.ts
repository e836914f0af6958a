/** What `LMS_STAGE` may be. */
export const stageNames = ['local', 'preview', 'production'] as const;

/** The suffix of the deployment that a command means when it names the stage alone, without `ENVIRONMENT_SUFFIX`. */
export function defaultSuffixOf(stage: string): string {
  switch (stage) {
    case 'preview':
      return 'preview';
    case 'production':
      return 'main';
    default:
      return 'dev';
  }
}
