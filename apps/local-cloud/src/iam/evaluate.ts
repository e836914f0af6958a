import { evaluateCondition, type RequestContext } from './condition.ts';
import type { Policy, Statement } from './policy.ts';
import { matchesWildcard } from './wildcard.ts';

export interface AccessRequest {
  /** As `Principal` of a resource's policy names who asks: ARNs of role and session, or a service. */
  readonly principals: readonly string[];
  /** How it names their account: who admits that leaves the decision to the account's own policies. @default - none */
  readonly accounts?: readonly string[];
  /** For example `elasticache:Connect`. */
  readonly action: string;
  /** ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  readonly context: RequestContext;
}

export interface Policies {
  /** Inline and attached. */
  readonly identity: readonly Policy[];
  /** @default - no boundary is set */
  readonly boundary?: Policy;
  /** Policy of the resource. @default - it has none */
  readonly resource?: Policy;
}

/**
 * IAM's decision within one account: an explicit deny wins, a boundary limits what identity policies allow, and the
 * policy of the resource may allow as well (IAM user guide, "Policy evaluation logic").
 *
 * @returns how AWS ends its sentence `… is not authorized to perform …`, undefined when the request is allowed
 */
export function findRefusal(
  { identity, boundary, resource }: Policies,
  request: AccessRequest,
): string | undefined {
  const unknown = new Set<string>();
  const has = (effect: Statement['Effect'], policies: readonly Policy[]) =>
    policies.flat().some((each) => each.Effect === effect && applies(each, request, unknown));
  const { principals, accounts = [] } = request;
  const ofResource = (names: readonly string[]) => [
    (resource ?? []).filter((each) => namesPrincipal(each, names)),
  ];
  const because = (reason: string) => reason + notEvaluated(unknown);

  if (has('Deny', identity)) return because('with an explicit deny in an identity-based policy');
  if (has('Deny', ofResource([...principals, ...accounts])))
    return because('with an explicit deny in a resource-based policy');
  if (boundary && has('Deny', [boundary])) return because('with an explicit deny in a permissions boundary');
  if (has('Allow', ofResource(principals))) return undefined;
  if (!has('Allow', identity))
    return because(`because no identity-based policy allows the ${request.action} action`);
  if (boundary && !has('Allow', [boundary]))
    return because(`because no permissions boundary allows the ${request.action} action`);
  return undefined;
}

/** Whether a trust policy lets a principal assume the role. */
export function mayAssume(trust: Policy, request: Omit<AccessRequest, 'action' | 'resource'>): boolean {
  const asked: AccessRequest = { ...request, action: 'sts:AssumeRole', resource: '*' };
  return findRefusal({ identity: [], resource: trust }, asked) === undefined;
}

function applies(statement: Statement, request: AccessRequest, unknown: Set<string>): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const matches =
    covers(Action, NotAction, request.action.toLowerCase(), (pattern) => pattern.toLowerCase()) &&
    covers(Resource, NotResource, request.resource);
  if (!matches || !Condition) return matches;
  const result = evaluateCondition(Condition, request.context);
  if (typeof result === 'object') unknown.add(result.unknown);
  return result === 'met';
}

/** An element that is left out limits nothing, as `Resource` in a trust policy. */
function covers(
  only: readonly string[] | undefined,
  except: readonly string[] | undefined,
  value: string,
  normalize = (pattern: string) => pattern,
): boolean {
  const hit = (patterns: readonly string[]) =>
    patterns.some((each) => matchesWildcard(normalize(each), value));
  return (only === undefined || hit(only)) && (except === undefined || !hit(except));
}

function namesPrincipal({ Principal }: Statement, principals: readonly string[]): boolean {
  if (Principal === undefined) return false;
  const named = Principal === '*' ? ['*'] : Object.values(Principal).flat();
  return named.some((each) => each === '*' || principals.includes(each));
}

function notEvaluated(operators: ReadonlySet<string>): string {
  if (operators.size === 0) return '';
  return ` (the local stage does not evaluate ${[...operators].join(', ')})`;
}
