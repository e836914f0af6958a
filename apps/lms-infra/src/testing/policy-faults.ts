import {
  isGlobalConditionKey,
  namedActions,
  overlap,
  overlapInArn,
  type NamedActions,
} from './authorization-reference.ts';

type OneOrMany = string | readonly string[];

interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;
}

/** A policy, and where it stands. References to resources are ARNs already. */
export interface Policy {
  /** Stage, stack and resource. */
  readonly place: string;
  readonly kind: 'identity' | 'resource' | 'trust';
  /** The service that asks it, by the prefix of its actions. @default - any service */
  readonly service?: string;
  readonly document: {
    readonly Version?: string;
    readonly Id?: string;
    readonly Statement: readonly Statement[];
  };
}

type Report = (rule: string, value: unknown) => void;

const operators =
  /^(ForAllValues:|ForAnyValue:)?((String(Equals|Like)|StringNot(Equals|Like)|String(Not)?EqualsIgnoreCase|Arn(Not)?(Equals|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress)(IfExists)?|Null)$/;

/**
 * What AWS would refuse in a policy, or accept and never apply: judged by the service authorization reference and the
 * grammar of IAM's policies (IAM user guide, "IAM JSON policy elements reference").
 */
export async function policyFaults({ place, kind, service, document }: Policy): Promise<string[]> {
  const faults: string[] = [];
  const reportAt =
    (where: string): Report =>
    (rule, value) =>
      faults.push(`${where}: ${rule}, got ${JSON.stringify(value) ?? 'nothing'}`);
  const report = reportAt(place);
  if (document.Version !== '2012-10-17') report('Version must be 2012-10-17', document.Version);
  if (kind === 'identity' && document.Id !== undefined)
    report('Id must not be in a policy of an identity', document.Id);
  const sids = document.Statement.map(({ Sid }) => Sid);
  if (new Set(sids).size < sids.length) report('every Sid must be another', sids);

  for (const statement of document.Statement) {
    const reportHere = reportAt(`${place}, statement ${statement.Sid ?? 'without Sid'}`);
    checkElements(statement, kind, reportHere);
    const granted = await checkActions(statement, service, reportHere);
    if (kind !== 'trust') checkResources(statement, granted, service === 'kms', reportHere);
    checkConditions(statement, granted, reportHere);
  }
  return faults;
}

function checkElements(statement: Statement, kind: Policy['kind'], report: Report): void {
  const known = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];
  const wanted = ['Effect', 'Action', kind !== 'identity' && 'Principal', kind !== 'trust' && 'Resource'];
  const needed = wanted.filter((element) => element !== false);
  const has = Object.keys(statement);
  for (const element of needed.filter((name) => !has.includes(name)))
    report(`must have ${element}, as every ${kind} policy`, undefined);
  for (const element of has.filter((name) => !known.includes(name)))
    report('must be made of elements that are checked here', element);
  if (kind === 'identity' && has.includes('Principal'))
    report('Principal must not be in a policy of an identity', statement.Principal);
  if (kind === 'trust' && has.includes('Resource'))
    report('Resource must not be in a trust policy', statement.Resource);
  if (!/^[A-Za-z0-9]*$/.test(statement.Sid ?? '')) report('Sid must be letters and digits', statement.Sid);
}

/** The patterns of a statement's actions, with what the reference says of those that name one. */
async function checkActions(
  statement: Statement,
  service: string | undefined,
  report: Report,
): Promise<ReadonlyMap<string, NamedActions>> {
  const granted = new Map<string, NamedActions>();
  for (const action of listed(statement.Action)) {
    const pattern = action === '*' && service !== undefined ? `${service}:*` : action;
    if (service !== undefined && !pattern.startsWith(`${service}:`))
      report(`Action must be of ${service}, which asks this policy`, action);
    const named = await namedActions(pattern);
    if (named) granted.set(action, named);
    else report('Action must be in the service authorization reference', action);
  }
  return granted;
}

function checkResources(
  { Resource }: Statement,
  granted: ReadonlyMap<string, NamedActions>,
  isKeyPolicy: boolean,
  report: Report,
): void {
  const resources = listed(Resource);
  // In the policy of a key, `*` stands for that key.
  const fits = (resource: string, { arns, someWithoutResource }: NamedActions) =>
    resource === '*'
      ? isKeyPolicy || someWithoutResource
      : [...arns].some((arn) => overlapInArn(arn, resource));
  for (const [action, named] of granted)
    if (!resources.some((resource) => fits(resource, named)))
      report(`Resource must be what ${action} takes (${describeArns(named)})`, Resource);
  for (const resource of resources)
    if (![...granted.values()].some((named) => fits(resource, named)))
      report('Resource must be what an action of the statement takes', resource);
}

/** The keys that an identity provider fills in itself are called after it (IAM user guide, "Available keys for AWS OIDC federation"). */
function isOfProvider(key: string, principal: unknown): boolean {
  const [, host] = /^arn:aws:iam::\d+:oidc-provider\/(.+)$/.exec(String(Object(principal).Federated)) ?? [];
  return host !== undefined && [`${host}:aud`, `${host}:sub`].includes(key);
}

function checkConditions(
  { Condition = {}, Principal }: Statement,
  granted: ReadonlyMap<string, NamedActions>,
  report: Report,
): void {
  for (const [operator, tests] of Object.entries(Condition)) {
    if (!operators.test(operator)) report('Condition must have an operator of IAM', operator);
    const own = Object.keys(tests).filter(
      (key) => !isGlobalConditionKey(key) && !isOfProvider(key, Principal),
    );
    for (const key of own)
      for (const [action, { conditionKeys }] of granted)
        if (![...conditionKeys].some((known) => overlap(known, key.toLowerCase())))
          report(`Condition must have a key of all services or of ${action}`, key);
  }
}

function describeArns({ arns, someWithoutResource }: NamedActions): string {
  return [...arns, ...(someWithoutResource ? ['*'] : [])].join(' or ');
}

function listed(values: OneOrMany = []): readonly string[] {
  return [values].flat();
}
