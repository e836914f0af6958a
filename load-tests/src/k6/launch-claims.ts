const SECONDS_VALID = 60;

/** What a launch token says, as the learning platform signs it: good for one sign-in. k6's students and Node's lone one use it. */
export function launchClaims(student: string, now: number) {
  const issuedAt = Math.floor(now / 1000);
  return {
    sub: student,
    iss: 'edutechbr-platform',
    aud: 'lms',
    iat: issuedAt,
    exp: issuedAt + SECONDS_VALID,
    jti: `${student}-${now}`,
  };
}
