import type { DeployedGroup } from './deployed-group.ts';
import { SignIn } from './sign-in.ts';

const groupArn = 'arn:aws:elasticache:sa-east-1:000000000000:replicationgroup:redis';
const userArn = 'arn:aws:elasticache:sa-east-1:000000000000:user:lms';
const roleArn = 'arn:aws:iam::000000000000:role/lms-task';
const group: DeployedGroup = {
  id: 'redis',
  arn: groupArn,
  status: 'available',
  port: 6379,
  nodeType: 'cache.t4g.small',
  maxmemoryPolicy: 'volatile-lru',
  members: [],
  users: [
    { name: 'default', arn: '', usesIam: false, accessString: 'off ~* -@all' },
    { name: 'lms', arn: userArn, usesIam: true, accessString: 'on ~session:* +@all' },
  ],
};

let said: string[];
beforeEach(() => (said = []));

const signInWith = (Resource: string[]) =>
  new SignIn(
    async (arn) => ({
      arn,
      trust: [],
      identity: [[{ Effect: 'Allow', Action: ['elasticache:Connect'], Resource }]],
    }),
    (message) => said.push(message),
  );
const open = async (signIn: SignIn) =>
  (await signIn.users(group)).filter(({ maySignIn }) => maySignIn).map(({ name }) => name);

it('is open to a user with IAM while a task runs whose role may connect as it', async () => {
  const signIn = signInWith([groupArn, userArn]);
  expect(await open(signIn)).toEqual(['default']);
  signIn.add(roleArn);
  signIn.add(roleArn);
  expect(await open(signIn)).toEqual(['default', 'lms']);
  signIn.remove(roleArn);
  expect(await open(signIn)).toEqual(['default', 'lms']);
  signIn.remove(roleArn);
  expect(await open(signIn)).toEqual(['default']);
});

it.each([
  ['the user', groupArn, userArn],
  ['the replication group', userArn, groupArn],
])('needs elasticache:Connect on %s, too', async (_name, allowed, missing) => {
  const signIn = signInWith([allowed]);
  signIn.add(roleArn);
  expect(await open(signIn)).toEqual(['default']);
  expect(said.at(-1)).toMatch(`is not authorized to perform: elasticache:Connect on resource: ${missing}`);
});

it('is closed when the role cannot be read', async () => {
  const signIn = new SignIn(
    () => Promise.reject(new Error('NoSuchEntity')),
    (message) => said.push(message),
  );
  signIn.add(roleArn);
  expect(await open(signIn)).toEqual(['default']);
  expect(said).toEqual([`nobody may sign in as lms: ${roleArn}: Error: NoSuchEntity`]);
});
