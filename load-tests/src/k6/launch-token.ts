import { hmac } from 'k6/crypto';
import { b64decode, b64encode } from 'k6/encoding';
import { launchClaims } from './launch-claims.ts';

/** `{"alg":"HS256","typ":"JWT"}` */
const HEADER = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';

/**
 * A launch as the learning platform signs it: a JWT (HS256) that is good for one sign-in.
 *
 * @param key Base64url, as the secret holds it.
 */
export function launchToken(student: string, key: string, now: number = Date.now()): string {
  const signed = `${HEADER}.${b64encode(JSON.stringify(launchClaims(student, now)), 'rawurl')}`;
  return `${signed}.${hmac('sha256', b64decode(key, 'rawurl'), signed, 'base64rawurl')}`;
}
