import type { AssumedRole } from '../iam/assumed-role.ts';
import type { ReadRole } from '../iam/roles.ts';
import { messageOf } from './task-start-error.ts';

/** Whether a container's lines may be written, by the execution role as it is now: a task that runs is no exception. */
export class LogPermission {
  private readonly session: AssumedRole;
  private readonly streamArn: string;
  private readonly readRole: ReadRole;
  private readonly onRefusal: (reason: string) => void;
  private said: string | undefined;

  /** @param onRefusal told once why lines are lost; ECS itself does not stop a task for it */
  constructor(
    session: AssumedRole,
    streamArn: string,
    readRole: ReadRole,
    onRefusal: (reason: string) => void,
  ) {
    this.session = session;
    this.streamArn = streamArn;
    this.readRole = readRole;
    this.onRefusal = onRefusal;
  }

  async holds(): Promise<boolean> {
    const refusal = await this.session.renewed(this.readRole).then(
      (session) => session.refusal('logs:PutLogEvents', this.streamArn),
      (error: unknown) => messageOf(error),
    );
    if (refusal !== undefined && refusal !== this.said) this.onRefusal(`the lines are lost: ${refusal}`);
    this.said = refusal;
    return refusal === undefined;
  }
}
