import { findRefusal, mayAssume, type Policies } from './evaluate.ts';
import type { RequestContext } from './condition.ts';
import type { Policy } from './policy.ts';
import type { ReadRole, Role } from './roles.ts';

/** What AWS answers to a call that IAM does not allow. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDeniedException';
}

export interface AccessOptions {
  /** Condition keys beside those that every request has. @default - none */
  readonly context?: RequestContext;
  /** @default - the resource has no policy */
  readonly resourcePolicy?: Policy;
}

/** A role's session: who calls AWS when a task does, or ECS on its behalf. */
export class AssumedRole {
  readonly accountId: string;
  private readonly role: Role;
  private readonly session: string;
  private readonly sessionArn: string;

  /** @param session the task's id: so ECS names its sessions */
  constructor(role: Role, session: string) {
    this.role = role;
    this.session = session;
    this.accountId = role.arn.split(':')[4] ?? '';
    this.sessionArn = `arn:aws:sts::${this.accountId}:assumed-role/${role.arn.split('/').at(-1)}/${session}`;
  }

  /** This session by the role as `read` finds it: a change of a role counts for the sessions that it has. */
  async renewed(read: ReadRole): Promise<AssumedRole> {
    return new AssumedRole(await read(this.role.arn), this.session);
  }

  /** Whether the role's trust policy lets ECS assume it for a task. */
  trusts(service: string, sourceArn: string): boolean {
    return mayAssume(this.role.trust, {
      principals: [service],
      context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceArn.split(':')[4] ?? '' },
    });
  }

  /** @returns AWS's sentence that says why not, undefined when it is allowed */
  refusal(action: string, resource: string, options: AccessOptions = {}): string | undefined {
    const { arn, identity, boundary } = this.role;
    const policies: Policies = { identity, boundary, resource: options.resourcePolicy };
    const principals = [arn, this.sessionArn];
    const accounts = [this.accountId, `arn:aws:iam::${this.accountId}:root`];
    const reason = findRefusal(policies, {
      principals,
      accounts,
      action,
      resource,
      context: this.context(options),
    });
    return (
      reason &&
      `User: ${this.sessionArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`
    );
  }

  /** @throws AccessDenied unless it is allowed */
  require(action: string, resource: string, options?: AccessOptions): void {
    const refusal = this.refusal(action, resource, options);
    if (refusal !== undefined) throw new AccessDenied(refusal);
  }

  private context({ context = {} }: AccessOptions): RequestContext {
    return {
      'aws:PrincipalArn': this.role.arn,
      'aws:PrincipalAccount': this.accountId,
      'aws:SecureTransport': 'true',
      ...context,
    };
  }
}
