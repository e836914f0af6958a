import type { NamedResource } from './inventory.ts';

type Named = Omit<NamedResource, 'type'>;

/** What is named on all pages of an answer, as resources of a type. */
export async function collect<Page>(
  type: string,
  pages: AsyncIterable<Page>,
  namedOn: (page: Page) => readonly (Named | string | undefined)[] | undefined,
): Promise<NamedResource[]> {
  const found: NamedResource[] = [];
  for await (const page of pages)
    for (const named of namedOn(page) ?? [])
      if (named !== undefined) found.push({ type, ...(typeof named === 'string' ? { name: named } : named) });
  return found;
}
