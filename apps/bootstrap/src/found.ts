import {
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  IAMClient,
  NoSuchEntityException,
  type Tag,
} from '@aws-sdk/client-iam';
import { project } from '@edutechbr/foundation';
import { serviceLinkedRoles, type ServiceLinkedRole } from '@edutechbr/lms-infra';
import { awsSettings } from '@edutechbr/lms-infra/program';
import type { Found } from './bootstrap-stack.ts';
import { githubIssuer } from './github-trust.ts';
import type { BootstrapSettings } from './settings.ts';

/** What others have made in the account: it does not carry the project's tag. */
export async function lookAround(settings: BootstrapSettings): Promise<Found> {
  const iam = new IAMClient(awsSettings(settings));
  const names = Object.keys(serviceLinkedRoles) as ServiceLinkedRole[];
  const roles = await Promise.all(
    names.map(async (name) => {
      const get = new GetRoleCommand({ RoleName: serviceLinkedRoles[name].role });
      return (await isOthers(async () => (await iam.send(get)).Role?.Tags)) ? name : [];
    }),
  );
  const OpenIDConnectProviderArn = `arn:aws:iam::${settings.accountId}:oidc-provider/${githubIssuer}`;
  const provider = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn });
  return {
    identityProvider: await isOthers(async () => (await iam.send(provider)).Tags),
    serviceLinkedRoles: roles.flat(),
  };
}

async function isOthers(tagsOf: () => Promise<readonly Tag[] | undefined>): Promise<boolean> {
  try {
    const tags = (await tagsOf()) ?? [];
    return !tags.some(({ Key, Value }) => Key === 'project' && Value === project);
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false;
    throw error;
  }
}
