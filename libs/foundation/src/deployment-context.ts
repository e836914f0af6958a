import type { Names } from './names.ts';

/** Where and under which names a slice is deployed. Every construct of a slice takes one. */
export interface DeploymentContext {
  /** AWS region, for example `sa-east-1`. */
  readonly region: string;
  /** AWS account, 12 digits. A literal, so that policies name exact ARNs that can be read in the synthesized JSON. */
  readonly accountId: string;
  readonly names: Names;
  /** ARN of the IAM policy that bounds what roles of the deployment may ever do. @default - their own policies alone decide */
  readonly permissionsBoundaryArn?: string;
}
