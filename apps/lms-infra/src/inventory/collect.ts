import type { NamedResource } from './inventory.ts';

/** The names on all pages of an answer, as resources of a type. */
export async function collect<Page>(
  type: string,
  pages: AsyncIterable<Page>,
  namesOf: (page: Page) => readonly (string | undefined)[] | undefined,
): Promise<NamedResource[]> {
  const found: NamedResource[] = [];
  for await (const page of pages)
    for (const name of namesOf(page) ?? []) if (name !== undefined) found.push({ type, name });
  return found;
}
