import type { Tags } from './inventory.ts';

/** Tags of an answer of AWS's, by key. */
export function tagsByKey(tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
