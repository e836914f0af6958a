import { validationError } from './api-error.ts';
import type { ScalableTarget } from './registry.ts';
import type { Requests } from './requests.ts';

/** Fewest and most tasks that scaling may ask for. */
export interface Bounds {
  readonly MinCapacity: number;
  readonly MaxCapacity: number;
}

/**
 * The bounds after a registration: a second one may leave out what the first one said.
 *
 * @throws ApiError `ValidationException` without both bounds, or when they are out of order
 */
export function requestedBounds(
  request: Requests['RegisterScalableTarget'],
  known: ScalableTarget | undefined,
): Bounds {
  const MinCapacity = request.MinCapacity ?? known?.description.MinCapacity;
  const MaxCapacity = request.MaxCapacity ?? known?.description.MaxCapacity;
  if (MinCapacity === undefined || MaxCapacity === undefined) {
    throw validationError('MinCapacity and MaxCapacity are required to register a scalable target');
  }
  if (MinCapacity > MaxCapacity) {
    throw validationError('Maximum capacity cannot be less than minimum capacity');
  }
  return { MinCapacity, MaxCapacity };
}
