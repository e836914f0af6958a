import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { fakeAws } from '@edutechbr/lms-infra/testing';
import { lookAround } from './found.ts';
import { settings } from './testing/bootstrap.ts';

afterEach(() => jest.restoreAllMocks());

const missing = new NoSuchEntityException({ $metadata: {}, message: '' });
const ours = [{ Key: 'project', Value: 'edutechbr-lms' }];

it('takes for ours what is missing, and what carries our tag: a second deploy must not give it up', async () => {
  fakeAws({
    GetRole: ({ RoleName }: { RoleName: string }) =>
      RoleName === 'AWSServiceRoleForECS' ? { Role: { Tags: ours } } : missing,
    GetOpenIDConnectProvider: { Tags: ours },
  });
  expect(await lookAround(settings)).toEqual({ identityProvider: false, serviceLinkedRoles: [] });
});

it("takes for others' what is there without it: a destroy must not take it away", async () => {
  fakeAws({
    GetRole: ({ RoleName }: { RoleName: string }) =>
      RoleName === 'AWSServiceRoleForECS' ? { Role: {} } : missing,
    GetOpenIDConnectProvider: { Tags: [{ Key: 'project', Value: 'library' }] },
  });
  expect(await lookAround(settings)).toEqual({ identityProvider: true, serviceLinkedRoles: ['ecs'] });
});

it('does not guess when it may not ask', async () => {
  fakeAws({ GetRole: new Error('AccessDenied'), GetOpenIDConnectProvider: missing });
  await expect(lookAround(settings)).rejects.toThrow('AccessDenied');
});
