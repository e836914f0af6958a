import { GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { awsSettings } from '../../aws.ts';
import { serviceLinkedRoles } from '../../service-linked-roles.ts';
import type { Check, Finding } from '../check.ts';

/** Whether the roles are there that AWS would make in the middle of the first deploy. */
export const roles: Check = {
  name: 'service-linked roles',
  notLocal: 'no service acts under one',
  find: async (stage) => {
    const iam = new IAMClient(awsSettings(stage));
    const found = Object.values(serviceLinkedRoles).map(async ({ role, service }): Promise<Finding[]> => {
      try {
        await iam.send(new GetRoleCommand({ RoleName: role }));
        return [];
      } catch (error) {
        if (!(error instanceof NoSuchEntityException)) throw error;
        const mend = `aws iam create-service-linked-role --aws-service-name ${service}`;
        return [{ problem: `${role} does not exist`, mend }];
      }
    });
    return (await Promise.all(found)).flat();
  },
};
