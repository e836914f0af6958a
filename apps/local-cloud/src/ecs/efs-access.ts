import { findRefusal } from '../iam/evaluate.ts';
import type { AssumedRole } from '../iam/assumed-role.ts';
import type { Policy } from '../iam/policy.ts';

export interface MountRequest {
  readonly fileSystemArn: string;
  /** @default - the file system's own root is mounted */
  readonly accessPointArn?: string;
  readonly transitEncryption: boolean;
  /** Who mounts. @default - nobody that IAM knows: the volume does not use IAM, or the task has no role */
  readonly role?: AssumedRole;
  /** @default - the file system has none: everybody who reaches it may do everything */
  readonly fileSystemPolicy?: Policy;
}

/** What IAM and the file system's policy let a client do (EFS user guide, "Using IAM to control access to file systems"). */
export interface EfsAccess {
  /** Why the file system cannot be mounted. @default - it can */
  readonly refusal?: string;
  /** Whether it may be changed. */
  readonly write: boolean;
  /** Whether user 0 stays root. */
  readonly root: boolean;
}

export function efsAccess(request: MountRequest): EfsAccess {
  if (!request.fileSystemPolicy) return { write: true, root: true };
  return {
    refusal: refusalOf('ClientMount', request),
    write: refusalOf('ClientWrite', request) === undefined,
    root: refusalOf('ClientRootAccess', request) === undefined,
  };
}

function refusalOf(
  name: string,
  { role, fileSystemPolicy: resource, ...request }: MountRequest,
): string | undefined {
  const action = `elasticfilesystem:${name}`;
  const context = {
    'aws:SecureTransport': String(request.transitEncryption),
    'elasticfilesystem:AccessedViaMountTarget': 'true',
    ...(request.accessPointArn ? { 'elasticfilesystem:AccessPointArn': request.accessPointArn } : {}),
  };
  if (role) return role.refusal(action, request.fileSystemArn, { context, resourcePolicy: resource });
  const anonymous = { principals: [], action, resource: request.fileSystemArn, context };
  const reason = findRefusal({ identity: [], resource }, anonymous);
  return reason && `An anonymous client is not authorized to perform: ${action} ${reason}`;
}
