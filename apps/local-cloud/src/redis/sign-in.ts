import { AssumedRole } from '../iam/assumed-role.ts';
import type { ReadRole } from '../iam/roles.ts';
import type { DeployedGroup } from './deployed-group.ts';

/** A user as Redis is told it. */
export interface AclUser {
  readonly name: string;
  /** Redis ACL rules, e.g. `on ~session:* +@all`. */
  readonly accessString: string;
  readonly maySignIn: boolean;
}

/** Lets tasks in by the roles that they have. */
export interface RedisGate {
  /** A task with that task role starts. Resolves when it may sign in, where IAM allows it. */
  admit(roleArn: string): Promise<void>;
  /** A task with that task role has ended. */
  dismiss(roleArn: string): void;
}

/**
 * Who may sign in. Redis cannot verify the token that a task signs with its role, so a user with IAM authentication is
 * open exactly while a task runs or starts whose role may connect as that user.
 */
export class SignIn {
  private readonly readRole: ReadRole;
  private readonly log: (message: string) => void;
  /** How many tasks have each role. */
  private readonly tasks = new Map<string, number>();
  private readonly said = new Map<string, string>();

  /** @param log told why nobody may sign in as a user */
  constructor(readRole: ReadRole, log: (message: string) => void) {
    this.readRole = readRole;
    this.log = log;
  }

  add(roleArn: string): void {
    this.tasks.set(roleArn, (this.tasks.get(roleArn) ?? 0) + 1);
  }

  remove(roleArn: string): void {
    const left = (this.tasks.get(roleArn) ?? 0) - 1;
    if (left > 0) this.tasks.set(roleArn, left);
    else this.tasks.delete(roleArn);
  }

  /** The group's users by the policies of now. */
  async users({ arn: groupArn, users }: DeployedGroup): Promise<AclUser[]> {
    const roles = await Promise.all([...this.tasks.keys()].map((roleArn) => this.sessionOf(roleArn)));
    return users.map(({ name, arn, usesIam, accessString }) => {
      const refusals = roles.map((role) => refusalOf(role, [groupArn, arn]));
      const maySignIn = !usesIam || refusals.includes(undefined);
      this.say(name, maySignIn ? undefined : (refusals[0] ?? 'no task runs'));
      return { name, accessString, maySignIn };
    });
  }

  private async sessionOf(roleArn: string): Promise<AssumedRole | string> {
    return this.readRole(roleArn).then(
      (role) => new AssumedRole(role, 'task'),
      (error: unknown) => `${roleArn}: ${String(error)}`,
    );
  }

  private say(name: string, refusal: string | undefined): void {
    if (this.said.get(name) === refusal) return;
    if (refusal === undefined) this.said.delete(name);
    else this.said.set(name, refusal);
    this.log(refusal === undefined ? `${name} may sign in` : `nobody may sign in as ${name}: ${refusal}`);
  }
}

/** ElastiCache asks for both: the replication group and the user (ElastiCache user guide, "Authenticating with IAM"). */
function refusalOf(role: AssumedRole | string, resources: readonly string[]): string | undefined {
  if (typeof role === 'string') return role;
  return resources
    .map((arn) => role.refusal('elasticache:Connect', arn))
    .find((refusal) => refusal !== undefined);
}
