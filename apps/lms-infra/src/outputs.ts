/** What the rest of the world may know about a deployment: no secret is in it. */
export interface Outputs {
  /** Where students open the LMS. */
  readonly url: string;

  /** PEM file of the authority that signed the LMS's certificate; on this machine only. */
  readonly caFile?: string;

  /** Answers AWS calls instead of AWS; on this machine only. */
  readonly awsEndpoint?: string;

  readonly region: string;
  readonly clusterName: string;
  readonly serviceName: string;

  /** The CloudWatch dimension `LoadBalancer`: `app/<name>/<id>`. */
  readonly loadBalancerFullName: string;

  /** The CloudWatch dimension `TargetGroup`: `targetgroup/<name>/<id>`. */
  readonly targetGroupFullName: string;

  readonly replicationGroupId: string;
  readonly fileSystemId: string;

  /** Log group of the LMS's containers. */
  readonly logGroupName: string;

  readonly vpcId: string;
}
