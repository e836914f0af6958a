import { ApiError } from './api-error.ts';

export interface PageRequest {
  /** @default 50 */
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * An answer with one page of `items` in `field`. The token is the position of the next page.
 *
 * @throws ApiError `InvalidNextTokenException`
 */
export function page<Item>(
  field: string,
  items: readonly Item[],
  { MaxResults = 50, NextToken = '0' }: PageRequest,
): object {
  if (!/^\d+$/.test(NextToken)) throw new ApiError('InvalidNextTokenException', 'Invalid next token');
  const start = Number(NextToken);
  const end = start + MaxResults;
  return { [field]: items.slice(start, end), ...(end < items.length && { NextToken: String(end) }) };
}
