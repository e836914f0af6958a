import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import type { DeploymentContext } from '@edutechbr/foundation';
import { Construct } from 'constructs';

const engine = 'redis';

export interface RedisUsersProps {
  readonly context: DeploymentContext;
  /** Start of the keys that the user may touch. */
  readonly keyPrefix: string;
}

/** Who may use Redis: one user that signs in through IAM and touches session keys only. No password exists. */
export class RedisUsers extends Construct {
  readonly userGroupId: string;
  /** Name of the IAM user, which is its id as well: ElastiCache demands that they are equal. */
  readonly userName: string;
  readonly userArn: string;

  constructor(scope: Construct, id: string, { context, keyPrefix }: RedisUsersProps) {
    super(scope, id);
    const defaultUser = this.createDisabledDefaultUser(context);
    const user = this.createIamUser(context, keyPrefix);
    const group = new ElasticacheUserGroup(this, 'user-group', {
      userGroupId: context.names.name('redis-users'),
      engine,
      userIds: [defaultUser.userId, user.userId],
    });
    this.userGroupId = group.id;
    this.userName = user.userName;
    this.userArn = user.arn;
  }

  /** ElastiCache refuses a group without a user that is named `default`, the one that clients without a name get. */
  private createDisabledDefaultUser({ names }: DeploymentContext): ElasticacheUser {
    return new ElasticacheUser(this, 'default-user', {
      // Not `redis-user-default`: of an id's 40 characters that would leave 10 for the suffix.
      userId: names.name('redis-guest'),
      userName: 'default',
      engine,
      accessString: 'off ~* -@all',
      noPasswordRequired: true,
    });
  }

  private createIamUser({ names }: DeploymentContext, keyPrefix: string): ElasticacheUser {
    const userId = names.name('redis-user');
    return new ElasticacheUser(this, 'user', {
      userId,
      userName: userId,
      engine,
      accessString: `on ~${keyPrefix}* -@all +@read +@write +@connection -@dangerous`,
      authenticationMode: { type: 'iam' },
    });
  }
}
