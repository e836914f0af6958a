/** An error that Application Auto Scaling answers to its client. */
export class ApiError extends Error {
  /** Such as `ValidationException`. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.type = type;
  }
}

export function validationError(message: string): ApiError {
  return new ApiError('ValidationException', message);
}

export function notFound(message: string): ApiError {
  return new ApiError('ObjectNotFoundException', message);
}
