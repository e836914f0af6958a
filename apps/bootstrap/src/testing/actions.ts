/** Operations by the service's prefix in IAM. */
type Operations = Readonly<Record<string, readonly string[]>>;

/** Actions of IAM that are not called as the operation (service authorization reference of S3). */
const otherNames: Readonly<Record<string, string>> = {
  's3:HeadBucket': 's3:ListBucket',
  's3:ListBuckets': 's3:ListAllMyBuckets',
};

/** Whoever is signed in may ask who that is (STS API reference, GetCallerIdentity). */
const free = ['sts:GetCallerIdentity'];

/** The actions of IAM that operations need. */
export function actionsOf(operations: Operations): string[] {
  const actions = Object.entries(operations).flatMap(([service, names]) =>
    names.map((name) => otherNames[`${service}:${name}`] ?? `${service}:${name}`),
  );
  return [...new Set(actions)].filter((action) => !free.includes(action)).sort();
}
