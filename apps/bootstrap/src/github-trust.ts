import { policyDocument } from '@edutechbr/foundation';

/** GitHub's issuer of tokens for workflows (GitHub documentation, "Configuring OpenID Connect in Amazon Web Services"). */
export const githubIssuer = 'token.actions.githubusercontent.com';

/** Who a token is for, when a workflow signs in to AWS. */
export const awsAudience = 'sts.amazonaws.com';

/** The trust policy of a role for jobs of one environment of one repository on GitHub. */
export function githubTrust(
  id: string,
  providerArn: string,
  repository: string,
  environment: string,
): string {
  return policyDocument(id, [
    {
      Sid: 'WorkflowsOfEnvironment',
      Effect: 'Allow',
      Principal: { Federated: providerArn },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${githubIssuer}:aud`]: awsAudience,
          [`${githubIssuer}:sub`]: `repo:${repository}:environment:${environment}`,
        },
      },
    },
  ]);
}
