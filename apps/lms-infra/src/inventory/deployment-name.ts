import { environment } from '@edutechbr/foundation';

/**
 * Whether a name or an ARN is one of the deployment's: some part of it is `type-production-suffix`. The first `production`
 * in it is the environment, as no type contains the word: `alb-production-production-main` is none of `main`'s.
 */
export function isNameOf(environmentSuffix: string, name: string): boolean {
  return name.split(/[/:]/).some((part) => suffixPattern.exec(part)?.[1] === environmentSuffix);
}

const suffixPattern = new RegExp(`^.+?-${environment}-(.+)$`);
