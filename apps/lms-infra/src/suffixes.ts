import type { Stage } from './stage.ts';

/** Suffixes of preview's deployments; production's have any other, and the local stage, in no account of AWS's, any at all. */
const previewSuffix = /^(preview$|preview-|pr-)/;

/** What `apps/bootstrap` has set up in the account carries it. */
const bootstrapSuffix = /^bootstrap(-|$)/;

/** Why a suffix is none of a stage's deployments. */
export function suffixFault(stage: Stage['name'], suffix: string): string | undefined {
  if (bootstrapSuffix.test(suffix))
    return "must neither be bootstrap nor begin with bootstrap-: these are apps/bootstrap's";
  const isPreviews = previewSuffix.test(suffix);
  if (stage === 'preview' && !isPreviews)
    return "must be preview, or begin with preview- or pr-, in stage preview: all others are production's";
  if (stage === 'production' && isPreviews)
    return "must neither be preview nor begin with preview- or pr- in stage production: these are preview's";
  return undefined;
}
